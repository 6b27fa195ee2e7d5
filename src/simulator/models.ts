/**
 * What CometAPI's documentation says the unified endpoint takes, written down here once more on purpose: a mistake in
 * the extension's catalogue must not be repeated by what it is tested against.
 */
export interface ModelFacts {
  /** Absent: sizes in `size`; else `aspect_ratio` and `resolution`, as `16:9 720p`. */
  readonly isApart?: boolean;
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
const seedance10Sizes = [
  ...['864x480', '480x864', '736x544', '544x736', '640x640', '960x416'],
  ...['1248x704', '704x1248', '1120x832', '832x1120', '960x960', '1504x640'],
  ...['1920x1088', '1088x1920', '1664x1248', '1248x1664', '1440x1440', '2176x928'],
];
/** Shut down by its maker on 2026-11-11; here it still answers, so that its form stays tested. */
const seedance15: ModelFacts = {
  seconds: range(4, 12),
  sizes: [...seedance480, ...seedance720, ...seedance1080],
  maxFiles: 0,
};
const veo3: ModelFacts = { seconds: veo.seconds, sizes: veo.sizes, maxFiles: 1 };
const vidu: ModelFacts = {
  seconds: range(1, 16),
  sizes: ['640x352', '960x528', '1280x720', '1920x1080'],
  maxFiles: 1,
};
const fiveSizes = ['1280x720', '720x1280', '1920x1080', '1080x1920', '1440x1440'];

/**
 * Models that only the public list has: no documentation says what they take, so that a prompt alone is all they can be
 * sent.
 */
export const listedModels: Readonly<
  Record<string, { readonly endpoints: unknown; readonly pricing: object }>
> = {
  'aurora-video-1': {
    endpoints: { create: { path: '/v1/videos', method: 'POST' } },
    pricing: { per_second: 0.05 },
  },
  'aurora-video-1-pro': { endpoints: '/v1/videos', pricing: { per_request: 0.75 } },
  'aurora-sketch': { endpoints: '/aurora/v1/sketches', pricing: { per_request: 0.1 } },
};

const promptOnly: ModelFacts = { seconds: [], sizes: [], maxFiles: 0 };

export const modelFacts: Readonly<Record<string, ModelFacts>> = {
  'veo3.1-fast': veo,
  'veo3.1': veo,
  'veo3.1-pro': veo,
  'veo3-pro': veo,
  'veo3.1-lite': {
    seconds: [4, 6, 8],
    sizes: ['1280x720', '720x1280', '1920x1080', '1080x1920'],
    maxFiles: 1,
  },
  veo3,
  'veo3-fast': veo3,
  'sora-2': { seconds: [4, 8, 12, 16, 20], sizes: ['1280x720', '720x1280'], maxFiles: 1, remix: true },
  'sora-2-pro': {
    seconds: [4, 8, 12, 16, 20],
    sizes: ['1280x720', '720x1280', '1792x1024', '1024x1792'],
    maxFiles: 1,
    remix: true,
  },
  'doubao-seedance-2-0': {
    seconds: range(4, 15),
    sizes: [...seedance480, ...seedance720, ...seedance1080],
    maxFiles: 9,
  },
  'aurora-video-1': promptOnly,
  'aurora-video-1-pro': promptOnly,
  'doubao-seedance-2-0-fast': { seconds: range(4, 15), sizes: [...seedance480, ...seedance720], maxFiles: 0 },
  'doubao-seedance-2-0-mini': { seconds: range(4, 15), sizes: [...seedance480, ...seedance720], maxFiles: 0 },
  'seedance-2-5': { seconds: range(4, 30), sizes: ['854x480', ...seedance720], maxFiles: 9 },
  'doubao-seedance-1-5-pro': seedance15,
  'seedance-1-5-pro': seedance15,
  'doubao-seedance-1-0-pro': { seconds: range(2, 10), sizes: seedance10Sizes, maxFiles: 0 },
  'wan2.7': { seconds: range(2, 15), sizes: fiveSizes, maxFiles: 1 },
  'wan3.0': { seconds: range(2, 15), sizes: fiveSizes, maxFiles: 0 },
  'omni-fast': { seconds: range(4, 60), sizes: ['16:9 720p', '9:16 720p'], isApart: true, maxFiles: 0 },
  'wan2.6': {
    seconds: [5, 10, 15],
    sizes: [...fiveSizes, '1088x832', '832x1088', '1632x1248', '1248x1632'],
    maxFiles: 0,
  },
  viduq3: vidu,
  'viduq3-turbo': vidu,
  'happyhorse-1.0': { seconds: range(3, 15), sizes: fiveSizes, maxFiles: 0 },
  'happyhorse-1.1': { seconds: range(3, 15), sizes: fiveSizes, maxFiles: 9 },
  'minimax-h3': {
    seconds: range(5, 15),
    sizes: ['1344x768', '768x1344', '768x768', '2560x1440', '1440x2560', '1440x1440'],
    maxFiles: 1,
  },
  'flux-3': { seconds: range(5, 20), sizes: ['1280x720', '1920x1080'], maxFiles: 1 },
};
