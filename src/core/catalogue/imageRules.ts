import type { ImageRules } from './model.ts';

/** CometAPI publishes no limit; this one is ours, so that a huge file is refused before it is sent. */
const maxBytes = 20_000_000;

const anyImage = {
  types: ['image/png', 'image/jpeg', 'image/webp'],
  maxBytes,
  lastNeedsFirst: false,
  framesExcludeReferences: true,
} satisfies Partial<ImageRules>;

/** A model that takes no image by file. */
export const noImages: ImageRules = { ...anyImage, roles: {}, max: 0 };

/** One image, the first frame. */
export const firstFrame: ImageRules = { ...anyImage, roles: { first: 1 }, max: 1 };

/** Several images that the prompt speaks of. */
export function references(max: number): ImageRules {
  return { ...anyImage, roles: { reference: max }, max };
}
