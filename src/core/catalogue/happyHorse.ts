import { maxPromptCharacters } from '../request.ts';
import { noImages, references } from './imageRules.ts';
import type { Model } from './model.ts';
import { rate, unpriced } from './rate.ts';
import { sizes } from './sizes.ts';

const happyHorse = {
  family: 'HappyHorse',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'range', min: 3, max: 15 },
  sizes: [
    ...sizes('720p', { '16:9': '1280x720', '9:16': '720x1280' }),
    ...sizes('1080p', { '16:9': '1920x1080', '9:16': '1080x1920', '1:1': '1440x1440' }),
  ],
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: true,
  notes: [],
} satisfies Omit<Model, 'id' | 'label' | 'pricing' | 'images'>;

export const happyHorse11 = {
  ...happyHorse,
  id: 'happyhorse-1.1',
  label: 'HappyHorse 1.1',
  // "Several" are documented, no number; four is our own limit.
  images: references(4),
  pricing: {
    rates: [rate('720p', 112_000), rate('1080p', 144_000)],
    source: 'CometAPI model page',
    date: '2026',
  },
} satisfies Model;

export const happyHorse10 = {
  ...happyHorse,
  id: 'happyhorse-1.0',
  label: 'HappyHorse 1.0',
  images: noImages,
  pricing: unpriced,
} satisfies Model;
