import { maxPromptCharacters } from '../request.ts';
import { firstFrame, noImages } from './imageRules.ts';
import type { Model } from './model.ts';
import { rate, unpriced } from './rate.ts';
import { sizes } from './sizes.ts';

const wan = {
  family: 'Wan',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: true,
} satisfies Partial<Model>;

export const wan27 = {
  ...wan,
  id: 'wan2.7',
  label: 'Wan 2.7',
  seconds: { kind: 'range', min: 2, max: 15 },
  sizes: [
    ...sizes('720p', { '16:9': '1280x720', '9:16': '720x1280' }),
    ...sizes('1080p', { '16:9': '1920x1080', '9:16': '1080x1920', '1:1': '1440x1440' }),
  ],
  images: firstFrame,
  pricing: {
    rates: [rate('720p', 80_000), rate('1080p', 120_000)],
    source: 'CometAPI model page',
    date: '2026',
  },
  notes: [],
} satisfies Model;

/** Only its prices are published; the rest is that of Wan 2.7. */
export const wan30 = {
  ...wan27,
  id: 'wan3.0',
  label: 'Wan 3.0',
  lifecycle: { stage: 'preview' },
  images: noImages,
  pricing: {
    // The sizes of 480p are not published, so it cannot be chosen; its price is the least that the model costs.
    rates: [rate('720p', 100_000), rate('1080p', 200_000), rate('480p', 50_000)],
    source: 'CometAPI model page',
    date: '2026-09',
  },
  notes: ['CometAPI publishes its prices only; lengths and sizes are those of Wan 2.7.'],
} satisfies Model;

export const wan26 = {
  ...wan,
  id: 'wan2.6',
  label: 'Wan 2.6',
  seconds: { kind: 'set', values: [5, 10, 15] },
  sizes: [
    ...sizes('720p', { '16:9': '1280x720', '9:16': '720x1280', '4:3': '1088x832', '3:4': '832x1088' }),
    ...sizes('1080p', {
      '16:9': '1920x1080',
      '9:16': '1080x1920',
      '4:3': '1632x1248',
      '3:4': '1248x1632',
      '1:1': '1440x1440',
    }),
  ],
  images: noImages,
  pricing: unpriced,
  notes: ['It takes no image file, only a public link.'],
} satisfies Model;
