import type { ImageType } from '../catalogue/model.ts';
import { hasAscii } from './ascii.ts';
import { crc32 } from './crc32.ts';
import { jpegFrame } from './jpegFrame.ts';
import { jpegMarker, jpegSegments } from './jpegSegments.ts';
import { pngChunks, pngSignatureBytes } from './pngChunks.ts';
import { type WebpChunk, webpChunks, webpHeaderBytes } from './webpChunks.ts';

/** Why an image that names itself one cannot be drawn: its end is missing, or it is broken inside. */
export type ImageDamage = 'cut' | 'damaged';

/**
 * How many bytes packed data (zlib, in parts) unpacks to, counted up to a limit; where it is broken, those before. This
 * module has no zlib of its own.
 */
export type InflatedLength = (parts: readonly Uint8Array[], limit: number) => Promise<number>;

/** Pixels of more than this nobody draws. */
const maxPixelBytes = 2 ** 30;

/** Whether every part of the file is there, by its parts alone: quick, and not a word about the pixels in them. */
export function isCut(bytes: Uint8Array, type: ImageType): boolean {
  switch (type) {
    case 'image/png':
      return !isPngClosed(bytes);
    case 'image/jpeg':
      return !isJpegClosed(bytes);
    case 'image/webp':
      return !isWebpClosed(bytes);
  }
}

/**
 * What is wrong with an image that is to be drawn, as a browser and ffmpeg would find it; undefined where nothing is. What
 * is hung on behind its end is no damage, nor is it what only tells about it.
 */
export async function imageDamage(
  bytes: Uint8Array,
  type: ImageType,
  inflatedLength: InflatedLength,
): Promise<ImageDamage | undefined> {
  if (isCut(bytes, type)) return 'cut';
  switch (type) {
    case 'image/png':
      return await pngDamage(bytes, inflatedLength);
    case 'image/jpeg':
      return jpegDamage(bytes);
    case 'image/webp':
      return webpDamage(bytes);
  }
}

function isPngClosed(bytes: Uint8Array): boolean {
  let hasPixels = false;
  for (const { type, start, end } of pngChunks(bytes)) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + start).getUint32(0);
    if (end - start !== length + 12) return false;
    if (type === 'IDAT') hasPixels = true;
    if (type === 'IEND') return hasPixels;
  }
  return false;
}

interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly isInterlaced: boolean;
  readonly hasPalette: boolean;
}

async function pngDamage(
  bytes: Uint8Array,
  inflatedLength: InflatedLength,
): Promise<ImageDamage | undefined> {
  const header = pngHeader(bytes);
  if (header === undefined) return 'damaged';
  const pixels: Uint8Array[] = [];
  let hasPalette = false;
  for (const { type, start, end } of pngChunks(bytes)) {
    // What can be left out is left out where it is broken.
    if (/^[A-Z]/.test(type) && !isChecked(bytes, start, end)) return 'damaged';
    if (type === 'PLTE') hasPalette = true;
    if (type === 'IDAT') pixels.push(bytes.subarray(start + 8, end - 4));
  }
  if (header.hasPalette && !hasPalette) return 'damaged';
  const needed = pngPixelBytes(header);
  if (needed > maxPixelBytes) return 'damaged';
  return (await inflatedLength(pixels, needed)) < needed ? 'damaged' : undefined;
}

function isChecked(bytes: Uint8Array, start: number, end: number): boolean {
  const said = new DataView(bytes.buffer, bytes.byteOffset + end - 4).getUint32(0);
  return crc32(bytes.subarray(start + 4, end - 4)) === said;
}

/** Samples of a pixel by colour type, and what bits each may have. */
const pngColours: Readonly<Record<number, { readonly samples: number; readonly bits: readonly number[] }>> = {
  0: { samples: 1, bits: [1, 2, 4, 8, 16] },
  2: { samples: 3, bits: [8, 16] },
  3: { samples: 1, bits: [1, 2, 4, 8] },
  4: { samples: 2, bits: [8, 16] },
  6: { samples: 4, bits: [8, 16] },
};

function pngHeader(bytes: Uint8Array): PngHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = pngSignatureBytes;
  if (bytes.length < at + 25 || view.getUint32(at) !== 13 || !hasAscii(bytes, at + 4, 'IHDR'))
    return undefined;
  const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
  const [bits, colour, packing, filter, interlace] = bytes.subarray(at + 16, at + 21);
  const kind = pngColours[colour ?? -1];
  if (width === 0 || height === 0 || bits === undefined || kind?.bits.includes(bits) !== true)
    return undefined;
  if (packing !== 0 || filter !== 0 || interlace === undefined || interlace > 1) return undefined;
  return {
    width,
    height,
    bitsPerPixel: kind.samples * bits,
    isInterlaced: interlace === 1,
    hasPalette: colour === 3,
  };
}

/** First column and row of each pass, and the steps between its columns and rows. */
const interlacePasses = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Each row begins with a byte that says how it is filtered; an empty pass has no rows. */
function pngPixelBytes({ width, height, bitsPerPixel, isInterlaced }: PngHeader): number {
  const passes = isInterlaced ? interlacePasses : ([[0, 0, 1, 1]] as const);
  let bytes = 0;
  for (const [left, top, across, down] of passes) {
    const columns = Math.ceil(Math.max(0, width - left) / across);
    const rows = Math.ceil(Math.max(0, height - top) / down);
    if (columns > 0) bytes += rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));
  }
  return bytes;
}

function isJpegClosed(bytes: Uint8Array): boolean {
  let hasScan = false;
  for (const { marker } of jpegSegments(bytes)) {
    if (marker === jpegMarker.scan) hasScan = true;
    if (marker === jpegMarker.end) return hasScan;
  }
  return false;
}

/** The kinds that browsers and ffmpeg draw: baseline, extended and progressive, coded by Huffman. */
const drawnFrames = [0xc0, 0xc1, 0xc2];
const progressive = 0xc2;

function jpegDamage(bytes: Uint8Array): ImageDamage | undefined {
  const frame = jpegFrame(bytes);
  if (frame === undefined || !drawnFrames.includes(frame.marker) || frame.bitsPerSample !== 8)
    return 'damaged';
  if (![1, 3, 4].includes(frame.components)) return 'damaged';
  let coded = 0;
  let hasTable = false;
  let hasFrame = false;
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === 0xdb) hasTable = true;
    if (marker === frame.marker) hasFrame = true;
    if (marker !== jpegMarker.scan) continue;
    if (!hasFrame || !hasTable) return 'damaged';
    const header = (bytes[start + 2] ?? 0) * 256 + (bytes[start + 3] ?? 0);
    coded += end - start - 2 - header;
  }
  // A code is one bit at least: two for each block of pixels, one where it comes in turns.
  const blocks = Math.ceil(frame.width / 8) * Math.ceil(frame.height / 8);
  return coded * 8 < blocks * (frame.marker === progressive ? 1 : 2) ? 'cut' : undefined;
}

/** What a chunk holds; undefined where not all of it is there. A byte that evens the last one may be missing. */
function webpPayload(bytes: Uint8Array, { start, payload, end }: WebpChunk): Uint8Array | undefined {
  const size = new DataView(bytes.buffer, bytes.byteOffset + start).getUint32(4, true);
  return payload + size > end ? undefined : bytes.subarray(payload, payload + size);
}

function isWebpClosed(bytes: Uint8Array): boolean {
  if (bytes.length < webpHeaderBytes) return false;
  const said = 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  if (said > bytes.length + 1) return false;
  const chunks = [...webpChunks(bytes)];
  return (
    chunks.every((chunk) => webpPayload(bytes, chunk) !== undefined) &&
    chunks.some(({ type }) => ['VP8 ', 'VP8L', 'ANMF'].includes(type))
  );
}

function webpDamage(bytes: Uint8Array): ImageDamage | undefined {
  for (const chunk of webpChunks(bytes)) {
    const { type } = chunk;
    const part = webpPayload(bytes, chunk);
    if (part === undefined) return 'cut';
    const damage = type === 'VP8 ' ? lossyDamage(part) : type === 'VP8L' ? losslessDamage(part) : undefined;
    if (damage !== undefined) return damage;
  }
  return undefined;
}

/** A key frame: its tag says how long its first partition is. */
function lossyDamage(part: Uint8Array): ImageDamage | undefined {
  const [first = 0, second = 0, third = 0] = part;
  if (part.length < 10) return 'cut';
  if ((first & 1) !== 0 || part[3] !== 0x9d || part[4] !== 0x01 || part[5] !== 0x2a) return 'damaged';
  const partition = (first | (second << 8) | (third << 16)) >> 5;
  return 10 + partition > part.length ? 'cut' : undefined;
}

function losslessDamage(part: Uint8Array): ImageDamage | undefined {
  if (part.length < 6) return 'cut';
  // The three bits of the version are zero.
  return part[0] === 0x2f && ((part[4] ?? 0) & 0xe0) === 0 ? undefined : 'damaged';
}
