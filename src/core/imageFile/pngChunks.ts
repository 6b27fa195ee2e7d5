import { fourCharacters } from './ascii.ts';

/** A part of a PNG, with its length, name and checksum. */
export interface PngChunk {
  /** `IHDR`; a small first letter means that a picture can be drawn without it. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export const pngSignatureBytes = 8;
const frameBytes = 12;

/** The chunks up to `IEND`. What lies behind it, or is cut short, is none, but for the pixels there are. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = pngSignatureBytes; at + frameBytes <= bytes.length;) {
    const type = fourCharacters(bytes, at + 4);
    const end = at + frameBytes + view.getUint32(at);
    if (end > bytes.length && type !== 'IDAT') return;
    yield { type, start: at, end: Math.min(end, bytes.length) };
    if (type === 'IEND') return;
    at = end;
  }
}
