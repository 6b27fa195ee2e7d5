import { maxPromptCharacters } from '../request.ts';
import { firstFrame } from './imageRules.ts';
import type { Model } from './model.ts';
import { sizes } from './sizes.ts';

const sora2 = {
  family: 'Sora',
  dialect: 'unified',
  // The upstream was shut down.
  lifecycle: { stage: 'retired', replacement: 'veo3.1-fast', date: '2026-09-24' },
  seconds: { kind: 'set', values: [4, 8, 12, 16, 20] },
  sizes: sizes('720p', { '16:9': '1280x720', '9:16': '720x1280' }),
  images: { ...firstFrame, exactSize: true },
  audio: 'unknown',
  maxPromptCharacters,
  contentEndpoint: true,
  remix: true,
  notes: ['Shut down by its maker.'],
} satisfies Omit<Model, 'id' | 'label' | 'pricing'>;

const priced = (microUsdPerSecond: number) =>
  ({
    rates: [{ microUsdPerSecond, kind: 'at-least' }],
    source: 'CometAPI model page',
    date: '2026',
  }) satisfies Model['pricing'];

export const sora2Standard = {
  ...sora2,
  id: 'sora-2',
  label: 'Sora 2',
  pricing: priced(80_000),
} satisfies Model;

export const sora2Pro = {
  ...sora2,
  id: 'sora-2-pro',
  label: 'Sora 2 Pro',
  sizes: [...sora2.sizes, ...sizes('1024p', { '16:9': '1792x1024', '9:16': '1024x1792' })],
  pricing: priced(240_000),
} satisfies Model;
