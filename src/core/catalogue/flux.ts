import { maxPromptCharacters } from '../request.ts';
import { firstFrame } from './imageRules.ts';
import type { Model } from './model.ts';
import { rate } from './rate.ts';
import { sizes } from './sizes.ts';

export const flux3 = {
  id: 'flux-3',
  label: 'FLUX 3',
  family: 'FLUX',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'range', min: 5, max: 20 },
  sizes: [...sizes('720p', { '16:9': '1280x720' }), ...sizes('1080p', { '16:9': '1920x1080' })],
  images: firstFrame,
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: true,
  pricing: {
    rates: [rate('720p', 136_000), rate('1080p', 232_000)],
    source: 'CometAPI model page',
    date: '2026',
  },
  notes: [],
} satisfies Model;
