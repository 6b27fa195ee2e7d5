import type { ImageFit } from '../../../src/protocol/panel.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a picture lies on its canvas: how much larger it is drawn, and where its corner is. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly x: number;
  readonly y: number;
}

/** `share`, from 0 to 1, says which part of a picture that is cut stays: its left or upper, its right or lower. */
export function placement(fit: ImageFit, picture: Size, canvas: Size, share: number): Placement {
  const scaleX = canvas.width / picture.width;
  const scaleY = canvas.height / picture.height;
  if (fit === 'keep') return { scaleX, scaleY, x: 0, y: 0 };
  const scale = fit === 'crop' ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY);
  const part = fit === 'crop' ? share : 0.5;
  return {
    scaleX: scale,
    scaleY: scale,
    x: (canvas.width - picture.width * scale) * part,
    y: (canvas.height - picture.height * scale) * part,
  };
}

/** Along which side a cut picture can be moved. */
export function movesAlong(picture: Size, canvas: Size): 'x' | 'y' {
  return picture.width / picture.height > canvas.width / canvas.height ? 'x' : 'y';
}

/** A matrix as `CanvasRenderingContext2D.transform` takes it. */
export type Matrix = readonly [number, number, number, number, number, number];

/** Turns stored pixels upright; `width` and `height` are those of the upright picture. */
export function uprightMatrix(orientation: number, { width, height }: Size): Matrix {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, width, 0];
    case 7:
      return [0, -1, -1, 0, width, height];
    case 8:
      return [0, -1, 1, 0, 0, height];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}
