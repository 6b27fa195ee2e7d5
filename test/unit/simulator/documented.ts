/**
 * What the provider's documentation says of the models, written down apart from the extension's catalogue and from the
 * simulator's facts, so that the three must agree.
 */
interface Documented {
  readonly seconds: readonly number[];
  /** By resolution, then by aspect ratio: the value of `size`. */
  readonly sizes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The sets of images it takes, as far as the tests distinguish them. */
  readonly images: readonly string[];
}

const veo: Documented = {
  seconds: [4, 6, 8],
  sizes: {
    '720p': { '16:9': '1280x720', '9:16': '720x1280' },
    '1080p': { '16:9': '1920x1080' },
    '4K': { '16:9': '3840x2160' },
  },
  images: ['no image', 'first', 'last and first'],
};

function seedanceSizes(...wires: readonly string[]): Readonly<Record<string, string>> {
  const ratios = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'];
  return Object.fromEntries(ratios.map((ratio, index) => [ratio, wires[index] ?? '']));
}

export const documented: Readonly<Record<string, Documented>> = {
  'veo3.1-fast': veo,
  'veo3.1': veo,
  'doubao-seedance-2-0': {
    seconds: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    sizes: {
      '480p': seedanceSizes('864x496', '496x864', '752x560', '560x752', '640x640', '992x432'),
      '720p': seedanceSizes('1280x720', '720x1280', '1112x834', '834x1112', '960x960', '1470x630'),
      '1080p': seedanceSizes('1920x1080', '1080x1920', '1664x1248', '1248x1664', '1440x1440', '2206x946'),
    },
    images: ['no image', 'reference', '9 references'],
  },
};
