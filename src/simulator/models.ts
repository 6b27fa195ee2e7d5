/**
 * What CometAPI's documentation says the unified endpoint takes, written down here once more on purpose: a mistake in
 * the extension's catalogue must not be repeated by what it is tested against.
 */
export interface ModelFacts {
  readonly seconds: readonly number[];
  readonly sizes: readonly string[];
  /** Most files in `input_reference`. */
  readonly maxFiles: number;
  /** Seconds that two files (first and last frame) ask for. */
  readonly twoFileSeconds?: readonly number[];
  /** Whether a finished clip can be remixed. */
  readonly remix?: true;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const veo: ModelFacts = {
  seconds: [4, 6, 8],
  sizes: ['1280x720', '720x1280', '1920x1080', '3840x2160', '16x9', '9x16'],
  maxFiles: 2,
  twoFileSeconds: [8],
};

const seedance480 = ['864x496', '496x864', '752x560', '560x752', '640x640', '992x432'];
const seedance720 = ['1280x720', '720x1280', '1112x834', '834x1112', '960x960', '1470x630'];
const seedance1080 = ['1920x1080', '1080x1920', '1664x1248', '1248x1664', '1440x1440', '2206x946'];

export const modelFacts: Readonly<Record<string, ModelFacts>> = {
  'veo3.1-fast': veo,
  'veo3.1': veo,
  'veo3.1-pro': veo,
  'veo3-pro': veo,
  'veo3.1-lite': { seconds: [4, 6, 8], sizes: ['1280x720', '720x1280', '1920x1080'], maxFiles: 1 },
  'sora-2': { seconds: [4, 8, 12, 16, 20], sizes: ['1280x720', '720x1280'], maxFiles: 1, remix: true },
  'doubao-seedance-2-0': {
    seconds: range(4, 15),
    sizes: [...seedance480, ...seedance720, ...seedance1080],
    maxFiles: 9,
  },
  'doubao-seedance-2-0-fast': { seconds: range(4, 15), sizes: [...seedance480, ...seedance720], maxFiles: 0 },
};
