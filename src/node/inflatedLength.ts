import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import type { InflatedLength } from '../core/imageFile/wholeImage.ts';

/** Unpacks beside the event loop, and keeps nothing of it. */
export const inflatedLength: InflatedLength = async (parts, limit) => {
  let length = 0;
  const inflate = createInflate();
  const source = Readable.from(parts, { objectMode: false });
  source.pipe(inflate);
  try {
    for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length >= limit) break;
    }
  } catch {
    // Broken from here on: what came before it counts.
  } finally {
    source.destroy();
    inflate.destroy();
  }
  return length;
};
