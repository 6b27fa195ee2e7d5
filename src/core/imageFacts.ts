import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';
import type { ImageType } from './catalogue/model.ts';

/** What an image file says of itself. */
export interface ImageFacts {
  readonly type: ImageType;
  /** In pixels, as the image is shown: a photograph's rotation is applied. */
  readonly width: number;
  readonly height: number;
}

/** Enough for the metadata that may stand before a JPEG's size, and a bound for how long hostile bytes are searched. */
const headBytes = 1 << 20;

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
  const found = formats.find(({ signature }) => signature.every(([at, text]) => startsWith(head, at, text)));
  if (found === undefined) return undefined;
  try {
    if (!found.format.validate(head)) return undefined;
    const { width, height, orientation = 1 } = found.format.calculate(head);
    if (!(width > 0 && height > 0)) return undefined;
    const isTurned = orientation >= 5 && orientation <= 8;
    return { type: found.type, width: isTurned ? height : width, height: isTurned ? width : height };
  } catch {
    // Cut short or damaged: no usable image, which is all the caller asks.
    return undefined;
  }
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
