import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';
import type { ImageType } from './catalogue/model.ts';
import { hasAscii } from './imageFile/ascii.ts';
import { exifOrientation, isExifPrefix, isOnItsSide, type Orientation } from './imageFile/exif.ts';
import { jpegFrame } from './imageFile/jpegFrame.ts';
import { jpegMarker, jpegSegments } from './imageFile/jpegSegments.ts';
import { pngChunks } from './imageFile/pngChunks.ts';
import { webpChunks } from './imageFile/webpChunks.ts';

/** What an image file says of itself. */
export interface ImageFacts {
  readonly type: ImageType;
  /** In pixels, as the image is shown: a photograph's rotation is applied. */
  readonly width: number;
  readonly height: number;
  /** How the stored pixels have to be turned to be shown so; absent: they are upright. */
  readonly orientation?: Exclude<Orientation, 1>;
  /** Some of it may be transparent. */
  readonly hasAlpha?: true;
}

/** A bound for how long hostile bytes are searched; what is looked for stands at the beginning. */
const headBytes = 1 << 20;

/** The size of a JPEG may stand behind any amount of metadata. */
const JPG = {
  validate: (bytes: Uint8Array) => jpegFrame(bytes) !== undefined,
  calculate: (bytes: Uint8Array) => jpegFrame(bytes) ?? { width: 0, height: 0 },
};

const formats = [
  { type: 'image/png', format: PNG, signature: [[0, '\x89PNG\r\n\x1a\n']] },
  { type: 'image/jpeg', format: JPG, signature: [[0, '\xff\xd8\xff']] },
  {
    type: 'image/webp',
    format: WEBP,
    signature: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  },
] as const;

/** Type and size from the bytes themselves, whatever the file is called; undefined where they are no such image. */
export function readImageFacts(bytes: Uint8Array): ImageFacts | undefined {
  // A copy: the readers look at the whole buffer behind a view, which may hold another file's bytes.
  const head = new Uint8Array(bytes.subarray(0, headBytes));
  const found = formats.find(({ signature }) => signature.every(([at, text]) => hasAscii(head, at, text)));
  if (found === undefined) return undefined;
  try {
    const searched = found.type === 'image/jpeg' ? bytes : head;
    if (!found.format.validate(searched)) return undefined;
    const { width, height } = found.format.calculate(searched);
    if (!(width > 0 && height > 0)) return undefined;
    const { orientation, hasAlpha } = notes[found.type](bytes);
    const isTurned = isOnItsSide(orientation);
    return {
      type: found.type,
      width: isTurned ? height : width,
      height: isTurned ? width : height,
      ...(orientation === 1 ? {} : { orientation }),
      ...(hasAlpha ? { hasAlpha } : {}),
    };
  } catch {
    // Cut short or damaged: no usable image, which is all the caller asks.
    return undefined;
  }
}

interface Notes {
  readonly orientation: Orientation;
  readonly hasAlpha: boolean;
}

const notes: Readonly<Record<ImageType, (bytes: Uint8Array) => Notes>> = {
  'image/jpeg': jpegNotes,
  'image/png': pngNotes,
  'image/webp': webpNotes,
};

function jpegNotes(bytes: Uint8Array): Notes {
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === jpegMarker.scan) break;
    const payload = bytes.subarray(start + 4, end);
    if (marker !== jpegMarker.app1 || !isExifPrefix(payload)) continue;
    return { orientation: exifOrientation(payload), hasAlpha: false };
  }
  return { orientation: 1, hasAlpha: false };
}

/** Where the colour type stands, and the two with an alpha channel. */
const pngColourAt = 25;
const pngAlphaColours = [4, 6];

function pngNotes(bytes: Uint8Array): Notes {
  let orientation: Orientation = 1;
  let hasAlpha = pngAlphaColours.includes(bytes[pngColourAt] ?? 0);
  for (const { type, start, end } of pngChunks(bytes)) {
    if (type === 'tRNS') hasAlpha = true;
    if (type === 'eXIf') orientation = exifOrientation(bytes.subarray(start + 8, end - 4));
  }
  return { orientation, hasAlpha };
}

/** In the flags of `VP8X`, and in the fifth byte of a lossless picture. */
const webpAlphaBit = 0x10;

function webpNotes(bytes: Uint8Array): Notes {
  let orientation: Orientation = 1;
  let hasAlpha = false;
  for (const { type, payload, end } of webpChunks(bytes)) {
    const byte = (at: number) => (payload + at < end ? (bytes[payload + at] ?? 0) : 0);
    if (type === 'VP8X') hasAlpha ||= (byte(0) & webpAlphaBit) !== 0;
    if (type === 'VP8L') hasAlpha ||= (byte(4) & webpAlphaBit) !== 0;
    if (type === 'EXIF') orientation = exifOrientation(bytes.subarray(payload, end));
  }
  return { orientation, hasAlpha };
}
