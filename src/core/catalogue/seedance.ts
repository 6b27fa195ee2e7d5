import { maxPromptCharacters } from '../request.ts';
import { noImages } from './imageRules.ts';
import type { Model } from './model.ts';
import { rate, unpriced } from './rate.ts';
import { sizes } from './sizes.ts';

const sizes480 = sizes('480p', {
  '16:9': '864x496',
  '9:16': '496x864',
  '4:3': '752x560',
  '3:4': '560x752',
  '1:1': '640x640',
  '21:9': '992x432',
});

const sizes720 = sizes('720p', {
  '16:9': '1280x720',
  '9:16': '720x1280',
  '4:3': '1112x834',
  '3:4': '834x1112',
  '1:1': '960x960',
  '21:9': '1470x630',
});

const sizes1080 = sizes('1080p', {
  '16:9': '1920x1080',
  '9:16': '1080x1920',
  '4:3': '1664x1248',
  '3:4': '1248x1664',
  '1:1': '1440x1440',
  '21:9': '2206x946',
});

export const seedance20 = {
  id: 'doubao-seedance-2-0',
  label: 'Seedance 2.0',
  family: 'Seedance',
  dialect: 'unified',
  lifecycle: { stage: 'available' },
  seconds: { kind: 'range', min: 4, max: 15 },
  sizes: [...sizes480, ...sizes720, ...sizes1080],
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

/** Refused an image file in live use, and wanted a public link. */
const withoutFiles = {
  ...seedance20,
  sizes: [...sizes480, ...sizes720],
  images: noImages,
  pricing: unpriced,
  notes: ['It takes no image file, only a public link.'],
};

export const seedance20Fast = {
  ...withoutFiles,
  id: 'doubao-seedance-2-0-fast',
  label: 'Seedance 2.0 Fast',
} satisfies Model;

export const seedance20Mini = {
  ...withoutFiles,
  id: 'doubao-seedance-2-0-mini',
  label: 'Seedance 2.0 Mini',
} satisfies Model;

export const seedance25 = {
  ...seedance20,
  id: 'seedance-2-5',
  label: 'Seedance 2.5',
  seconds: { kind: 'range', min: 4, max: 30 },
  // Only these are published.
  sizes: [
    ...sizes('480p', { '16:9': '854x480' }),
    ...sizes('720p', { '16:9': '1280x720', '9:16': '720x1280' }),
  ],
  pricing: {
    // The maker's own price: CometAPI's usual factor of 0.8 does not apply.
    rates: [rate('480p', 103_000), rate('720p', 231_000)],
    source: 'CometAPI model page',
    date: '2026-08-27',
  },
} satisfies Model;

export const seedance15Pro = {
  ...withoutFiles,
  id: 'doubao-seedance-1-5-pro',
  label: 'Seedance 1.5 Pro',
  seconds: { kind: 'range', min: 4, max: 12 },
  sizes: [...sizes480, ...sizes720, ...sizes1080],
  // CometAPI discussion 140 speaks of seedance-1-5-pro-251215, very probably the same model.
  lifecycle: { stage: 'retired', replacement: 'seedance-2-5', date: '2026-11-11' },
  notes: ['Shut down by its maker.'],
} satisfies Model;

/** The name without its maker. */
export const seedance15ProAlias = {
  ...seedance15Pro,
  id: 'seedance-1-5-pro',
  label: 'Seedance 1.5 Pro (short name)',
} satisfies Model;

export const seedance10Pro = {
  ...withoutFiles,
  id: 'doubao-seedance-1-0-pro',
  label: 'Seedance 1.0 Pro',
  seconds: { kind: 'range', min: 2, max: 10 },
  sizes: [
    ...sizes('480p', {
      '16:9': '864x480',
      '9:16': '480x864',
      '4:3': '736x544',
      '3:4': '544x736',
      '1:1': '640x640',
      '21:9': '960x416',
    }),
    ...sizes('720p', {
      '16:9': '1248x704',
      '9:16': '704x1248',
      '4:3': '1120x832',
      '3:4': '832x1120',
      '1:1': '960x960',
      '21:9': '1504x640',
    }),
    ...sizes('1080p', {
      '16:9': '1920x1088',
      '9:16': '1088x1920',
      '4:3': '1664x1248',
      '3:4': '1248x1664',
      '1:1': '1440x1440',
      '21:9': '2176x928',
    }),
  ],
} satisfies Model;
