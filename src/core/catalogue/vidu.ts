import { maxPromptCharacters } from '../request.ts';
import { firstFrame } from './imageRules.ts';
import type { Model } from './model.ts';
import { rate, unpriced } from './rate.ts';
import { sizes } from './sizes.ts';

const viduq3 = {
  family: 'Vidu',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'range', min: 1, max: 16 },
  sizes: [
    ...sizes('360p', { '16:9': '640x352' }),
    ...sizes('540p', { '16:9': '960x528' }),
    ...sizes('720p', { '16:9': '1280x720' }),
    ...sizes('1080p', { '16:9': '1920x1080' }),
  ],
  images: firstFrame,
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: true,
  notes: ['Landscape only.'],
} satisfies Omit<Model, 'id' | 'label' | 'pricing'>;

export const viduQ3 = {
  ...viduq3,
  id: 'viduq3',
  label: 'Vidu Q3',
  pricing: {
    rates: [rate('540p', 56_000), rate(['720p', '1080p'], 123_200)],
    source: 'CometAPI model page',
    date: '2026',
  },
} satisfies Model;

export const viduQ3Turbo = {
  ...viduq3,
  id: 'viduq3-turbo',
  label: 'Vidu Q3 Turbo',
  pricing: unpriced,
} satisfies Model;
