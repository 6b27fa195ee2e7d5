import type { ImageFit, ImageFixView } from '../../../src/protocol/panel.ts';
import { type Attempt, attempts } from './attempts.ts';
import { placement, type Size, uprightMatrix } from './placement.ts';

/** What the person chose for the copy. */
export interface CopyChoice extends Size {
  readonly fit: ImageFit;
  /** Which part of a picture that is cut stays, 0 to 1. */
  readonly share: number;
  /** A CSS colour for bars, and for what was transparent where the copy cannot be. */
  readonly ground: string;
}

export interface Copy extends Size {
  readonly type: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** The stored pixels, decoded once for all copies. Throws where the browser cannot. */
export async function decode({ data, type }: ImageFixView): Promise<ImageBitmap> {
  return await createImageBitmap(new Blob([new Uint8Array(data)], { type }));
}

/** The first copy that is small enough; undefined where none is. */
export async function drawCopy(
  bitmap: ImageBitmap,
  fix: ImageFixView,
  choice: CopyChoice,
  signal: AbortSignal,
): Promise<Copy | undefined> {
  for (const attempt of attempts(fix, choice)) {
    if (signal.aborted) return undefined;
    const canvas = drawn(bitmap, fix, choice, attempt);
    const blob = await toBlob(canvas, attempt);
    // A browser that cannot write the type writes a PNG.
    if (blob?.type !== attempt.type || blob.size > fix.maxBytes) continue;
    const { width, height, type } = attempt;
    return { width, height, type, data: new Uint8Array(await blob.arrayBuffer()) };
  }
  return undefined;
}

function drawn(
  bitmap: ImageBitmap,
  fix: ImageFixView,
  { fit, share, ground }: CopyChoice,
  { width, height, type }: Attempt,
): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas to draw on.');
  if (fit === 'pad' || fix.isOpaque || type === 'image/jpeg') {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  const { scaleX, scaleY, x, y } = placement(fit, fix, { width, height }, share);
  context.imageSmoothingQuality = 'high';
  context.setTransform(scaleX, 0, 0, scaleY, x, y);
  context.transform(...uprightMatrix(fix.orientation, fix));
  context.drawImage(bitmap, 0, 0);
  return canvas;
}

async function toBlob(canvas: HTMLCanvasElement, { type, quality }: Attempt): Promise<Blob | null> {
  return await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
