import { fourCharacters, hasAscii } from './ascii.ts';
import { isExifPrefix } from './exif.ts';
import { jpegMarker } from './jpegSegments.ts';
import { pngSignatureBytes } from './pngChunks.ts';
import { isPngLook, isWebpPixels } from './stripMetadata.ts';
import { webpHeaderBytes } from './webpChunks.ts';

/** So many bytes of a file from a place on, fewer at its end. */
export type ReadBytes = (position: number, length: number) => Promise<Uint8Array>;

/** An image file with hardly any of its pixels: all that `uploadImage` reads of it is there. */
export interface CondensedImage {
  readonly bytes: Uint8Array;
  /** How many bytes of pixels are left out, which would be uploaded with the rest. */
  readonly leftOut: number;
}

/** Smaller files are not worth the trouble. */
const wholeBytes = 1 << 16;
/** An image that needs more than this for all but its pixels has to be read as a whole. */
const maxBytes = 1 << 20;
const blockBytes = 1 << 14;
/** Of each part with pixels. */
const sampleBytes = 64;

/**
 * The parts of an image file that say what it is, found by leaps from part to part. Undefined where only the whole file
 * can tell: it is cut short, of no known form, has a second picture behind the first, or most of it is no pixels.
 */
export async function condenseImage(size: number, read: ReadBytes): Promise<CondensedImage | undefined> {
  if (size <= wholeBytes) return { bytes: await read(0, size), leftOut: 0 };
  const source = new Blocks(size, read);
  const head = await source.take(0, webpHeaderBytes);
  if (hasAscii(head, 0, '\x89PNG')) return await condensePng(source);
  if (hasAscii(head, 0, '\xff\xd8\xff')) return await condenseJpeg(source);
  return hasAscii(head, 0, 'RIFF') && hasAscii(head, 8, 'WEBP') ? await condenseWebp(source) : undefined;
}

/** Reads in blocks, up to a bound: then a whole read is no worse. */
class Blocks {
  readonly size: number;
  readonly #read: ReadBytes;
  #start = 0;
  #block: Uint8Array = new Uint8Array();
  #left = maxBytes;

  constructor(size: number, read: ReadBytes) {
    this.size = size;
    this.#read = read;
  }

  isSpent(): boolean {
    return this.#left <= 0;
  }

  async take(position: number, length: number): Promise<Uint8Array> {
    const at = position - this.#start;
    if (at < 0 || at + length > this.#block.length) {
      this.#start = position;
      const wanted = Math.min(Math.max(blockBytes, length), Math.max(0, this.#left));
      this.#block = await this.#read(position, wanted);
      this.#left -= this.#block.length;
    }
    const from = position - this.#start;
    // A copy: not `slice`, since that of a Node buffer shares its memory.
    return new Uint8Array(this.#block.subarray(from, from + length));
  }
}

/** Parts that are kept, some of them shortened. */
class Parts {
  readonly #parts: Uint8Array[] = [];
  leftOut = 0;

  add(...parts: readonly Uint8Array[]): void {
    this.#parts.push(...parts);
  }

  get condensed(): CondensedImage {
    const length = this.#parts.reduce((sum, part) => sum + part.length, 0);
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return { bytes, leftOut: this.leftOut };
  }
}

const pngFrameBytes = 12;

async function condensePng(source: Blocks): Promise<CondensedImage | undefined> {
  const kept = new Parts();
  kept.add(await source.take(0, pngSignatureBytes));
  for (let at = pngSignatureBytes; at + pngFrameBytes <= source.size && !source.isSpent();) {
    const header = await source.take(at, 8);
    const length = new DataView(header.buffer).getUint32(0);
    const type = fourCharacters(header, 4);
    const end = at + pngFrameBytes + length;
    if (end > source.size) return undefined;
    if (type === 'IDAT' && length > sampleBytes) {
      new DataView(header.buffer).setUint32(0, sampleBytes);
      kept.add(header, await source.take(at + 8, sampleBytes + 4));
      kept.leftOut += length - sampleBytes;
    } else if (isPngLook(type) || type === 'eXIf') {
      if (length > maxBytes) return undefined;
      kept.add(await source.take(at, pngFrameBytes + length));
    }
    if (type === 'IEND') return source.isSpent() ? undefined : kept.condensed;
    at = end;
  }
  return undefined;
}

/** What a JPEG's picture, its colours and the way up need, none of which is a picture of its own. */
const neededApps: readonly number[] = [jpegMarker.app0, jpegMarker.app1, jpegMarker.app2, jpegMarker.app14];

async function condenseJpeg(source: Blocks): Promise<CondensedImage | undefined> {
  // Behind another end stands something else: a second picture, a film.
  const tail = await source.take(source.size - 2, 2);
  if (tail[0] !== 0xff || tail[1] !== jpegMarker.end) return undefined;
  const kept = new Parts();
  kept.add(await source.take(0, 2));
  for (let at = 2; at + 4 <= source.size && !source.isSpent();) {
    const [mark, marker = 0, high = 0, low = 0] = await source.take(at, 4);
    const length = high * 256 + low;
    const end = at + 2 + length;
    if (mark !== 0xff || marker < 0xc0 || length < 2 || end > source.size) return undefined;
    const isApp = marker >= jpegMarker.app0;
    const start = isApp && neededApps.includes(marker) ? await source.take(at + 4, 6) : undefined;
    if (start !== undefined && hasAscii(start, 0, 'MPF')) return undefined;
    const isNeeded = start === undefined ? !isApp : marker !== jpegMarker.app1 || isExifPrefix(start);
    if (isNeeded) kept.add(await source.take(at, 2 + length));
    if (marker === jpegMarker.scan) {
      kept.add(tail);
      kept.leftOut = source.size - 2 - end;
      return source.isSpent() ? undefined : kept.condensed;
    }
    at = end;
  }
  return undefined;
}

const webpChunkBytes = 8;

async function condenseWebp(source: Blocks): Promise<CondensedImage | undefined> {
  const header = await source.take(0, webpHeaderBytes);
  const whole = 8 + new DataView(header.buffer).getUint32(4, true);
  if (whole > source.size) return undefined;
  const kept = new Parts();
  kept.add(header);
  let at = webpHeaderBytes;
  while (at + webpChunkBytes <= whole && !source.isSpent()) {
    const chunk = await source.take(at, webpChunkBytes);
    const size = new DataView(chunk.buffer).getUint32(4, true);
    const padded = size + (size % 2);
    const type = fourCharacters(chunk, 0);
    const end = at + webpChunkBytes + padded;
    if (end > whole) return undefined;
    const isLong = isWebpPixels(type) && type !== 'ICCP' && size > sampleBytes;
    if (isLong) {
      new DataView(chunk.buffer).setUint32(4, sampleBytes, true);
      kept.add(chunk, await source.take(at + webpChunkBytes, sampleBytes));
      kept.leftOut += padded - sampleBytes;
    } else if (isWebpPixels(type) || type === 'EXIF') {
      if (size > maxBytes) return undefined;
      kept.add(await source.take(at, webpChunkBytes + padded));
    }
    at = end;
  }
  if (source.isSpent()) return undefined;
  const { condensed } = kept;
  new DataView(condensed.bytes.buffer).setUint32(4, condensed.bytes.length - 8, true);
  return condensed;
}
