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
    // Between 1:2.5 and 2.5:1.
    maxStretch: 2.5,
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

/** CometAPI charges what Kling's own list says; the mode decides the resolution. */
export const klingV3 = {
  ...withSound,
  id: 'kling-v3',
  label: 'Kling 3',
  pricing: {
    rates: [
      { modes: ['pro'], withAudio: true, microUsdPerSecond: 168_000, kind: 'at-least' },
      { modes: ['pro'], microUsdPerSecond: 112_000, kind: 'at-least' },
      { microUsdPerSecond: 84_000, kind: 'at-least' },
    ],
    source: "Kling's list price, CometAPI discussion 127",
    date: '2026-07-29',
  },
  notes: ["Charged by Kling's own list, so the price here is the least it costs."],
} satisfies Model;

/** Announced on 2026-09-30 (CometAPI discussion 145); its form at CometAPI is not documented, so it is sent like the others. */
export const kling30Turbo = {
  ...kling,
  id: 'kling-3.0-turbo',
  label: 'Kling 3.0 Turbo',
  lifecycle: { stage: 'preview' },
  audio: 'always',
  seconds: { kind: 'range', min: 3, max: 15 },
  maxPromptCharacters: 2_500,
  notes: [
    'Announced, but not documented by CometAPI: it is sent like the other Kling models, which may be refused. Its price is not published.',
  ],
} satisfies Model;

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
