import type { ImageType } from '../catalogue/model.ts';
import { hasAscii } from './ascii.ts';
import { jpegMarker, type JpegSegment, jpegSegments } from './jpegSegments.ts';
import { pngChunks, pngSignatureBytes } from './pngChunks.ts';
import { webpChunks, webpHeaderBytes } from './webpChunks.ts';

/**
 * The same picture without anything that only tells about it: EXIF with its place, time and camera, XMP, IPTC, comments,
 * thumbnails, further pictures, and what was hung on behind the end. Its pixels are not coded anew. Only parts that are
 * known to be needed for drawing are kept, colour profiles among them, so that what nobody has heard of goes too.
 *
 * A note that says how to turn the picture goes with the EXIF: turn it upright first.
 */
export function stripMetadata(bytes: Uint8Array, type: ImageType): Uint8Array {
  switch (type) {
    case 'image/jpeg':
      return joined(jpegParts(bytes), bytes);
    case 'image/png':
      return joined(pngParts(bytes), bytes);
    case 'image/webp':
      return webp(bytes);
  }
}

function jpegParts(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (const segment of jpegSegments(bytes)) {
    const part = jpegPart(bytes, segment);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

function jpegPart(bytes: Uint8Array, { marker, start, end }: JpegSegment): Uint8Array | undefined {
  // Frames, tables, scans and restarts; neither comments nor other applications' segments.
  if (marker >= 0xc0 && marker <= 0xdf) return bytes.subarray(start, end);
  const isNamed = (name: string) => hasAscii(bytes, start + 4, name);
  switch (marker) {
    case jpegMarker.app0:
      return isNamed('JFIF\0') && end - start >= jfifBytes
        ? withoutThumb(bytes.subarray(start, end))
        : undefined;
    case jpegMarker.app2:
      return isNamed('ICC_PROFILE\0') ? bytes.subarray(start, end) : undefined;
    case jpegMarker.app14:
      return isNamed('Adobe') ? bytes.subarray(start, end) : undefined;
    default:
      return undefined;
  }
}

const jfifBytes = 18;

/** The header alone, with a picture of 0 x 0 behind it. */
function withoutThumb(part: Uint8Array): Uint8Array {
  if (part.length === jfifBytes) return part;
  const header = copyOf(part.subarray(0, jfifBytes));
  header.set([0, jfifBytes - 2], 2);
  header.set([0, 0], jfifBytes - 2);
  return header;
}

/** Chunks that can be left out and yet change how the pixels look. */
const pngLooks = ['tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'pHYs'];

/** Whether a chunk of this name is needed to draw a PNG. */
export function isPngLook(type: string): boolean {
  return /^[A-Z]/.test(type) || pngLooks.includes(type);
}

function pngParts(bytes: Uint8Array): readonly Uint8Array[] {
  const parts = [bytes.subarray(0, pngSignatureBytes)];
  for (const { type, start, end } of pngChunks(bytes)) {
    if (isPngLook(type)) parts.push(bytes.subarray(start, end));
  }
  return parts;
}

const webpPixels = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];
/** The bits of `VP8X` that announce EXIF and XMP. */
const webpNotes = 0x0c;

/** Whether a chunk of this name is needed to draw a WebP. */
export function isWebpPixels(type: string): boolean {
  return webpPixels.includes(type);
}

function webp(bytes: Uint8Array): Uint8Array {
  if (bytes.length < webpHeaderBytes) return bytes;
  const kept = [...webpChunks(bytes)].filter(({ type }) => isWebpPixels(type));
  const parts = kept.map(({ type, start, payload, end }) => {
    if (type !== 'VP8X' || payload >= end) return bytes.subarray(start, end);
    const part = copyOf(bytes.subarray(start, end));
    part[payload - start] = (bytes[payload] ?? 0) & ~webpNotes;
    return part;
  });
  const header = copyOf(bytes.subarray(0, webpHeaderBytes));
  const length = parts.reduce((sum, part) => sum + part.length, webpHeaderBytes);
  new DataView(header.buffer).setUint32(4, length - 8, true);
  return joined([header, ...parts], bytes);
}

/** Not `slice`: that of a Node buffer shares its memory. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** The given bytes themselves where nothing was left out. */
function joined(parts: readonly Uint8Array[], given: Uint8Array): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length === given.length) return given;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
