import { maxPromptCharacters } from '../request.ts';
import type { Model } from './model.ts';
import { sizes } from './sizes.ts';

export const seedance20 = {
  id: 'doubao-seedance-2-0',
  label: 'Seedance 2.0',
  family: 'Seedance',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'range', min: 4, max: 15 },
  sizes: [
    ...sizes('480p', {
      '16:9': '864x496',
      '9:16': '496x864',
      '4:3': '752x560',
      '3:4': '560x752',
      '1:1': '640x640',
      '21:9': '992x432',
    }),
    ...sizes('720p', {
      '16:9': '1280x720',
      '9:16': '720x1280',
      '4:3': '1112x834',
      '3:4': '834x1112',
      '1:1': '960x960',
      '21:9': '1470x630',
    }),
    ...sizes('1080p', {
      '16:9': '1920x1080',
      '9:16': '1080x1920',
      '4:3': '1664x1248',
      '3:4': '1248x1664',
      '1:1': '1440x1440',
      '21:9': '2206x946',
    }),
  ],
  images: {
    // CometAPI says "repeatable" and publishes neither count nor size; nine is what the model's maker allows,
    // the size is our own limit.
    roles: { reference: 9 },
    max: 9,
    types: ['image/png', 'image/jpeg', 'image/webp'],
    maxBytes: 20_000_000,
    lastNeedsFirst: false,
    framesExcludeReferences: false,
  },
  audio: 'unknown',
  maxPromptCharacters,
  referenceSpelling: (position) => `[Image ${String(position)}]`,
  // Its pages say that only the result link works.
  contentEndpoint: false,
  pricing: {
    rates: [{ microUsdPerSecond: 80_000, kind: 'at-least' }],
    source: 'CometAPI model page',
    date: '2026-06',
  },
  notes: ['Name the images in the prompt: @image1, @image2.'],
} satisfies Model;
