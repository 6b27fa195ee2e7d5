import type { SizeOption } from './catalogue/model.ts';
import { linesOf, shapeOf } from './defaults.ts';

/** Pixels of the shorter side where a resolution does not say: enough for every model. */
const usualSide = 1080;

/** The pixels a frame of this size should have, as published or by its shape; undefined where the model takes that of an image. */
export function frameSize({
  aspectRatio,
  resolution,
  width,
  height,
}: SizeOption): { readonly width: number; readonly height: number } | undefined {
  if (width !== undefined && height !== undefined) return { width, height };
  const shape = shapeOf(aspectRatio);
  if (!(shape > 0) || !Number.isFinite(shape)) return undefined;
  const side = linesOf(resolution) ?? usualSide;
  return shape >= 1
    ? { width: Math.round(side * shape), height: side }
    : { width: side, height: Math.round(side / shape) };
}
