import { pngOf } from '../core/imageFile/pictures.ts';

/** A whole PNG of this size, of one colour. */
export function tinyPng(width = 1280, height = 720): Buffer {
  return Buffer.from(pngOf({ width, height, colour: 0 }));
}
