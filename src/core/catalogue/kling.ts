import { automatic } from '../request.ts';
import type { Model } from './model.ts';
import { unpriced } from './rate.ts';
import { shapes } from './sizes.ts';

const kling = {
  family: 'Kling',
  dialect: 'kling',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'set', values: [5, 10] },
  // The mode decides how large.
  sizes: shapes(automatic, ['16:9', '9:16', '1:1']),
  modes: [
    { id: 'std', label: 'Standard' },
    { id: 'pro', label: 'Professional' },
  ],
  images: {
    roles: { first: 1, last: 1 },
    max: 2,
    types: ['image/png', 'image/jpeg'],
    maxBytes: 10_000_000,
    minSide: 300,
    lastNeedsFirst: true,
    framesExcludeReferences: true,
  },
  maxPromptCharacters: 500,
  negativePrompt: { maxCharacters: 200 },
  contentEndpoint: false,
  pricing: unpriced,
  notes: ["Charged by Kling's own list; CometAPI publishes no price for it."],
} satisfies Omit<Model, 'id' | 'label' | 'audio'>;

const withSound = { ...kling, audio: 'optional' } satisfies Omit<Model, 'id' | 'label'>;
const withoutSound = { ...kling, audio: 'unknown' } satisfies Omit<Model, 'id' | 'label'>;

export const klingV3 = { ...withSound, id: 'kling-v3', label: 'Kling 3' } satisfies Model;
export const klingV26 = { ...withSound, id: 'kling-v2-6', label: 'Kling 2.6' } satisfies Model;
export const klingV25Turbo = {
  ...withoutSound,
  id: 'kling-v2-5-turbo',
  label: 'Kling 2.5 Turbo',
} satisfies Model;
export const klingV21Master = {
  ...withoutSound,
  id: 'kling-v2-1-master',
  label: 'Kling 2.1 Master',
} satisfies Model;
