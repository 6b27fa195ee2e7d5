import { maxPromptCharacters } from '../request.ts';
import { firstFrame } from './imageRules.ts';
import type { Model, SizeOption } from './model.ts';
import { rate } from './rate.ts';
import { shapes } from './sizes.ts';

const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3'];
const sizes480: readonly SizeOption[] = shapes('480p', ratios);
const sizes720: readonly SizeOption[] = shapes('720p', ratios);

const grok = {
  family: 'Grok',
  dialect: 'grok',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'range', min: 1, max: 15 },
  images: firstFrame,
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: false,
  notes: ['An image costs a little on top.'],
} satisfies Omit<Model, 'id' | 'label' | 'pricing' | 'sizes'>;

const pricing = { microUsdPerImage: 2_000, source: 'CometAPI model page', date: '2026' };

export const grokImagine = {
  ...grok,
  id: 'grok-imagine-video',
  label: 'Grok Imagine Video',
  sizes: [...sizes480, ...sizes720],
  pricing: { ...pricing, rates: [rate('480p', 40_000), rate('720p', 56_000)] },
} satisfies Model;

export const grokImagine15 = {
  ...grok,
  id: 'grok-imagine-video-1.5',
  label: 'Grok Imagine Video 1.5',
  sizes: [...sizes480, ...sizes720, ...shapes('1080p', ratios)],
  pricing: {
    ...pricing,
    rates: [rate('480p', 64_000), rate('720p', 112_000), rate('1080p', 200_000)],
  },
} satisfies Model;
