import { fourCharacters } from './ascii.ts';

/** A part of a WebP: name, size, payload, and a byte that makes it even. */
export interface WebpChunk {
  /** `VP8X`, `EXIF`, … */
  readonly type: string;
  readonly start: number;
  /** Where its payload starts. */
  readonly payload: number;
  readonly end: number;
}

export const webpHeaderBytes = 12;
const chunkHeaderBytes = 8;

/** The chunks inside the RIFF frame. What lies behind it is none; the last one may be cut short. */
export function* webpChunks(bytes: Uint8Array): Generator<WebpChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length < webpHeaderBytes ? 0 : Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = webpHeaderBytes; at + chunkHeaderBytes <= whole;) {
    const size = view.getUint32(at + 4, true);
    const payload = at + chunkHeaderBytes;
    const end = Math.min(whole, payload + size + (size % 2));
    yield { type: fourCharacters(bytes, at), start: at, payload, end };
    at = end;
  }
}
