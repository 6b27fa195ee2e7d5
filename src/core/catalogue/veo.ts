import { automatic, maxPromptCharacters } from '../request.ts';
import type { Model } from './model.ts';
import { noImages } from './imageRules.ts';
import { perClip, rate, unpriced } from './rate.ts';
import { shapes, sizes } from './sizes.ts';

const veo31 = {
  family: 'Veo',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'set', values: [4, 6, 8] },
  // Portrait exists at 720p only.
  sizes: [
    ...sizes('720p', { '16:9': '1280x720', '9:16': '720x1280' }),
    ...sizes('1080p', { '16:9': '1920x1080' }),
    ...sizes('4K', { '16:9': '3840x2160' }),
  ],
  images: {
    roles: { first: 1, last: 1 },
    max: 2,
    types: ['image/png', 'image/jpeg', 'image/webp'],
    // CometAPI publishes no limit; this one is ours, so that a huge file is refused before it is sent.
    maxBytes: 20_000_000,
    lastFrameSeconds: [8],
    lastNeedsFirst: true,
    framesExcludeReferences: true,
  },
  audio: 'always',
  maxPromptCharacters,
  promptLanguage: 'en',
  requestsPerMinute: 10,
  contentEndpoint: true,
  notes: [
    'Prompts work best in English.',
    'The first and last frame together are described by an older form of the documentation only.',
  ],
} satisfies Omit<Model, 'id' | 'label' | 'pricing'>;

const source = 'CometAPI model page';
const date = '2026-06';

export const veo31Fast = {
  ...veo31,
  id: 'veo3.1-fast',
  label: 'Veo 3.1 Fast',
  pricing: { rates: [rate('720p', 80_000), rate('1080p', 96_000), rate('4K', 240_000)], source, date },
} satisfies Model;

export const veo31Full = {
  ...veo31,
  id: 'veo3.1',
  label: 'Veo 3.1',
  pricing: { rates: [rate('720p', 320_000), rate('1080p', 320_000), rate('4K', 480_000)], source, date },
} satisfies Model;

/** Published once for all options, on the product page, without a date of its own. */
const productPage = (microUsdPerSecond: number) =>
  ({
    rates: [{ microUsdPerSecond, kind: 'at-least' }],
    source: 'CometAPI product page',
    date: '2026',
  }) satisfies Model['pricing'];

const firstFrameOnly = { ...veo31.images, roles: { first: 1 }, max: 1 } satisfies Model['images'];

export const veo31Pro = {
  ...veo31,
  id: 'veo3.1-pro',
  label: 'Veo 3.1 Pro',
  pricing: productPage(250_000),
} satisfies Model;

export const veo3Pro = {
  ...veo31,
  id: 'veo3-pro',
  label: 'Veo 3 Pro',
  pricing: productPage(250_000),
} satisfies Model;

export const veo31Lite = {
  ...veo31,
  id: 'veo3.1-lite',
  label: 'Veo 3.1 Lite',
  sizes: [
    ...sizes('720p', { '16:9': '1280x720', '9:16': '720x1280' }),
    ...sizes('1080p', { '16:9': '1920x1080', '9:16': '1080x1920' }),
  ],
  images: firstFrameOnly,
  pricing: unpriced,
  notes: ['Prompts work best in English.', 'CometAPI publishes no price for it.'],
} satisfies Model;

/** The generation before: prices from reports of live use. */
const veo3 = {
  ...veo31,
  images: firstFrameOnly,
  notes: ['Prompts work best in English.', 'Veo 3.1 is newer.'],
};

export const veo3Full = {
  ...veo3,
  id: 'veo3',
  label: 'Veo 3',
  pricing: {
    rates: [{ microUsdPerSecond: 320_000, kind: 'at-least' }],
    source: 'reported from use',
    date: '2026',
  },
} satisfies Model;

export const veo3Fast = {
  ...veo3,
  id: 'veo3-fast',
  label: 'Veo 3 Fast',
  pricing: {
    rates: [{ microUsdPerSecond: 80_000, kind: 'at-least' }],
    source: 'reported from use',
    date: '2026',
  },
} satisfies Model;

/** Veo behind a chat: unofficial, and its answer comes only once. */
export const veo31All = {
  id: 'veo3.1-all',
  label: 'Veo 3.1 All',
  family: 'Veo',
  dialect: 'chat',
  lifecycle: { stage: 'unstable' },
  seconds: { kind: 'none' },
  sizes: shapes(automatic, [automatic]),
  images: noImages,
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: false,
  pricing: { rates: [perClip(200_000)], source: 'CometAPI product page', date: '2026' },
  isFragile: true,
  notes: ['Takes a prompt only. There is no task id: an answer that breaks off is lost, and may be charged.'],
} satisfies Model;
