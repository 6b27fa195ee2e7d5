import { automatic, maxPromptCharacters } from '../request.ts';
import { firstFrame } from './imageRules.ts';
import type { Model } from './model.ts';
import { perClip } from './rate.ts';
import { shapes } from './sizes.ts';

export const mjFastVideo = {
  id: 'mj_fast_video',
  label: 'Midjourney Video',
  family: 'Midjourney',
  dialect: 'midjourney',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'none' },
  // The image decides.
  sizes: shapes(automatic, [automatic]),
  modes: [
    { id: 'low', label: 'Low motion' },
    { id: 'high', label: 'High motion' },
  ],
  images: { ...firstFrame, min: 1 },
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: false,
  pricing: { rates: [perClip(600_000)], source: 'CometAPI product page', date: '2026' },
  notes: ['Makes a video of one image.'],
} satisfies Model;
