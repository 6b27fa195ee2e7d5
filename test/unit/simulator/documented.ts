/**
 * What the provider's documentation says of the models, written down apart from the extension's catalogue and from the
 * simulator's facts, so that the three must agree.
 */
export interface Documented {
  /** 0: the model decides. */
  readonly seconds: readonly number[];
  /** By resolution, then by aspect ratio: the value of `size`, or the aspect ratio itself. */
  readonly sizes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The sets of images it takes, as far as the tests distinguish them. */
  readonly images: readonly string[];
  /** Micro-USD a second by resolution, or for a clip; absent: not published. */
  readonly price?: Readonly<Record<string, number>> | number;
  /** The published figure is a lower bound. */
  readonly isFrom?: boolean;
  /** Shut down by its maker. */
  readonly gone?: { readonly since: string; readonly instead: string };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const none = ['no image'];
const first = ['no image', 'first'];

const veo = {
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

const seedance480 = seedanceSizes('864x496', '496x864', '752x560', '560x752', '640x640', '992x432');
const seedance720 = seedanceSizes('1280x720', '720x1280', '1112x834', '834x1112', '960x960', '1470x630');
const seedance1080 = seedanceSizes(
  '1920x1080',
  '1080x1920',
  '1664x1248',
  '1248x1664',
  '1440x1440',
  '2206x946',
);
const seedance15: Documented = {
  seconds: range(4, 12),
  sizes: { '480p': seedance480, '720p': seedance720, '1080p': seedance1080 },
  images: ['no image'],
  gone: { since: '2026-11-11', instead: 'seedance-2-5' },
};
const manyReferences = ['no image', 'reference', '9 references'];

const twoShapes720 = { '16:9': '1280x720', '9:16': '720x1280' };
const threeShapes1080 = { '16:9': '1920x1080', '9:16': '1080x1920', '1:1': '1440x1440' };

const vidu = {
  seconds: range(1, 16),
  sizes: {
    '360p': { '16:9': '640x352' },
    '540p': { '16:9': '960x528' },
    '720p': { '16:9': '1280x720' },
    '1080p': { '16:9': '1920x1080' },
  },
  images: first,
};

const happyHorse = {
  seconds: range(3, 15),
  sizes: { '720p': twoShapes720, '1080p': threeShapes1080 },
};

const soraSizes = { '720p': twoShapes720 };
const sora = {
  seconds: [4, 8, 12, 16, 20],
  images: first,
  isFrom: true,
  gone: { since: '2026-09-24', instead: 'veo3.1-fast' },
};

const asIs = (...ratios: readonly string[]) => Object.fromEntries(ratios.map((ratio) => [ratio, ratio]));
const grokShapes = asIs('16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3');
const kling: Documented = {
  seconds: [5, 10],
  sizes: { auto: asIs('16:9', '9:16', '1:1') },
  images: ['no image', 'first', 'last and first'],
};

export const documented: Readonly<Record<string, Documented>> = {
  'veo3.1-fast': { ...veo, price: { '720p': 80_000, '1080p': 96_000, '4K': 240_000 } },
  'veo3.1': { ...veo, price: { '720p': 320_000, '1080p': 320_000, '4K': 480_000 } },
  'veo3.1-pro': { ...veo, price: { '720p': 250_000, '1080p': 250_000, '4K': 250_000 }, isFrom: true },
  'veo3-pro': { ...veo, price: { '720p': 250_000, '1080p': 250_000, '4K': 250_000 }, isFrom: true },
  'veo3.1-lite': {
    seconds: [4, 6, 8],
    sizes: { '720p': twoShapes720, '1080p': { '16:9': '1920x1080', '9:16': '1080x1920' } },
    images: first,
  },
  veo3: {
    ...veo,
    images: first,
    price: { '720p': 320_000, '1080p': 320_000, '4K': 320_000 },
    isFrom: true,
  },
  'veo3-fast': {
    ...veo,
    images: first,
    price: { '720p': 80_000, '1080p': 80_000, '4K': 80_000 },
    isFrom: true,
  },
  'veo3.1-all': { seconds: [0], sizes: { auto: asIs('auto') }, images: none, price: 200_000 },
  'sora-2': { ...sora, sizes: soraSizes, price: { '720p': 80_000 } },
  'sora-2-pro': {
    ...sora,
    sizes: { ...soraSizes, '1024p': { '16:9': '1792x1024', '9:16': '1024x1792' } },
    price: { '720p': 240_000, '1024p': 240_000 },
  },
  'doubao-seedance-2-0': {
    seconds: range(4, 15),
    sizes: { '480p': seedance480, '720p': seedance720, '1080p': seedance1080 },
    images: manyReferences,
    price: { '480p': 80_000, '720p': 80_000, '1080p': 80_000 },
    isFrom: true,
  },
  'doubao-seedance-2-0-fast': {
    seconds: range(4, 15),
    sizes: { '480p': seedance480, '720p': seedance720 },
    images: none,
  },
  'doubao-seedance-2-0-mini': {
    seconds: range(4, 15),
    sizes: { '480p': seedance480, '720p': seedance720 },
    images: none,
  },
  'seedance-2-5': {
    seconds: range(4, 30),
    sizes: { '480p': { '16:9': '854x480' }, '720p': twoShapes720 },
    images: manyReferences,
    price: { '480p': 103_000, '720p': 231_000 },
  },
  'doubao-seedance-1-5-pro': seedance15,
  'seedance-1-5-pro': seedance15,
  'doubao-seedance-1-0-pro': {
    seconds: range(2, 10),
    sizes: {
      '480p': seedanceSizes('864x480', '480x864', '736x544', '544x736', '640x640', '960x416'),
      '720p': seedanceSizes('1248x704', '704x1248', '1120x832', '832x1120', '960x960', '1504x640'),
      '1080p': seedanceSizes('1920x1088', '1088x1920', '1664x1248', '1248x1664', '1440x1440', '2176x928'),
    },
    images: none,
  },
  'grok-imagine-video': {
    seconds: range(1, 15),
    sizes: { '480p': grokShapes, '720p': grokShapes },
    images: first,
    price: { '480p': 40_000, '720p': 56_000 },
  },
  'grok-imagine-video-1.5': {
    seconds: range(1, 15),
    sizes: { '480p': grokShapes, '720p': grokShapes, '1080p': grokShapes },
    images: first,
    price: { '480p': 64_000, '720p': 112_000, '1080p': 200_000 },
  },
  // Kling's list for its standard mode, a second.
  'kling-v3': { ...kling, price: { auto: 84_000 }, isFrom: true },
  'kling-3.0-turbo': { ...kling, seconds: range(3, 15) },
  'kling-v2-6': kling,
  'kling-v2-5-turbo': kling,
  'kling-v2-1-master': kling,
  mj_fast_video: { seconds: [0], sizes: { auto: asIs('auto') }, images: ['first'], price: 600_000 },
  viduq3: { ...vidu, price: { '540p': 56_000, '720p': 123_200, '1080p': 123_200 } },
  'viduq3-turbo': vidu,
  'wan3.0': {
    seconds: range(2, 15),
    sizes: { '720p': twoShapes720, '1080p': threeShapes1080 },
    images: none,
    price: { '720p': 100_000, '1080p': 200_000 },
  },
  'wan2.7': {
    seconds: range(2, 15),
    sizes: { '720p': twoShapes720, '1080p': threeShapes1080 },
    images: first,
    price: { '720p': 80_000, '1080p': 120_000 },
  },
  'wan2.6': {
    seconds: [5, 10, 15],
    sizes: {
      '720p': { ...twoShapes720, '4:3': '1088x832', '3:4': '832x1088' },
      '1080p': { ...threeShapes1080, '4:3': '1632x1248', '3:4': '1248x1632' },
    },
    images: none,
  },
  'happyhorse-1.1': {
    ...happyHorse,
    images: ['no image', 'reference', '4 references'],
    price: { '720p': 112_000, '1080p': 144_000 },
  },
  'happyhorse-1.0': { ...happyHorse, images: none },
  'minimax-h3': {
    seconds: range(5, 15),
    sizes: {
      '768p': { '16:9': '1344x768', '9:16': '768x1344', '1:1': '768x768' },
      '2K': { '16:9': '2560x1440', '9:16': '1440x2560', '1:1': '1440x1440' },
    },
    images: first,
    price: { '768p': 80_000, '2K': 130_000 },
  },
  'flux-3': {
    seconds: range(5, 20),
    sizes: { '720p': { '16:9': '1280x720' }, '1080p': { '16:9': '1920x1080' } },
    images: first,
    price: { '720p': 136_000, '1080p': 232_000 },
  },
  'omni-fast': { seconds: range(4, 8), sizes: { '720p': asIs('16:9', '9:16') }, images: none },
  gen3a_turbo: {
    seconds: [5, 10],
    sizes: {
      '720p': {
        '16:9': '1280:720',
        '9:16': '720:1280',
        '4:3': '1104:832',
        '3:4': '832:1104',
        '1:1': '960:960',
        '21:9': '1584:672',
        '5:3': '1280:768',
        '3:5': '768:1280',
      },
    },
    images: ['first'],
    price: 320_000,
  },
};
