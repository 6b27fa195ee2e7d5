import { maxPromptCharacters } from '../request.ts';
import { firstFrame } from './imageRules.ts';
import type { Model } from './model.ts';
import { rate } from './rate.ts';
import { sizes } from './sizes.ts';

export const miniMaxH3 = {
  id: 'minimax-h3',
  label: 'MiniMax H3',
  family: 'MiniMax',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'range', min: 5, max: 15 },
  sizes: [
    ...sizes('768p', { '16:9': '1344x768', '9:16': '768x1344', '1:1': '768x768' }),
    ...sizes('2K', { '16:9': '2560x1440', '9:16': '1440x2560', '1:1': '1440x1440' }),
  ],
  images: firstFrame,
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: true,
  pricing: {
    rates: [rate('768p', 80_000), rate('2K', 130_000)],
    source: 'CometAPI model page',
    date: '2026',
  },
  notes: [],
} satisfies Model;
