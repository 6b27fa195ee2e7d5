import { maxPromptCharacters } from '../request.ts';
import { noImages } from './imageRules.ts';
import type { Model } from './model.ts';
import { unpriced } from './rate.ts';
import { shapes } from './sizes.ts';

export const omniFast = {
  id: 'omni-fast',
  label: 'Omni Fast',
  family: 'Omni',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  // From four seconds on; how far is not published.
  seconds: { kind: 'range', min: 4, max: 8 },
  // A square comes out as landscape and 1080p as 720p: only what comes out as asked is offered.
  sizes: shapes('720p', ['16:9', '9:16']),
  sizeFields: 'apart',
  images: noImages,
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: true,
  pricing: unpriced,
  notes: ['CometAPI publishes no price and no greatest length for it.'],
} satisfies Model;
