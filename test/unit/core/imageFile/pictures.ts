import { crc32, deflateSync } from 'node:zlib';
import { joined, jpegSegment } from './samples.ts';

/** Whole images of one colour, made byte by byte, in forms that the samples do not have. */

export interface JpegShape {
  readonly width?: number;
  readonly height?: number;
  readonly isProgressive?: boolean;
  /** 1: grey, 3: colour, 4: for print. */
  readonly components?: 1 | 3 | 4;
  /** A restart marker behind each block. */
  readonly hasRestarts?: boolean;
  /** The kind of frame, where it is none of these two. */
  readonly frame?: number;
  readonly bitsPerSample?: number;
  readonly before?: readonly Uint8Array[];
  /** In the place of the coded pixels. */
  readonly coded?: Uint8Array;
}

/** One code of one bit: every block is like the one before it. */
const oneCode = [1, ...Array.from({ length: 15 }, () => 0), 0];

/** `bits` zeros, filled up with ones. */
function zeroBits(bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  const rest = bytes.length * 8 - bits;
  bytes[bytes.length - 1] = 2 ** rest - 1;
  return bytes;
}

export function jpegOf(shape: JpegShape = {}): Uint8Array {
  const { width = 40, height = 24, isProgressive = false, components = 3, hasRestarts = false } = shape;
  const { bitsPerSample = 8, before = [] } = shape;
  const ids = Array.from({ length: components }, (_, index) => index + 1);
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const sides = [height >> 8, height & 255, width >> 8, width & 255];
  const frame = joined(
    [bitsPerSample, ...sides, components],
    ids.flatMap((id) => [id, 0x11, 0]),
  );
  const codedBlock = components * (isProgressive ? 1 : 2);
  const turns = Array.from({ length: blocks }, (_, index) =>
    joined(zeroBits(codedBlock), index === blocks - 1 ? [] : [0xff, 0xd0 + (index % 8)]),
  );
  const coded = shape.coded ?? (hasRestarts ? joined(...turns) : zeroBits(blocks * codedBlock));
  const scan = joined(
    [components],
    ids.flatMap((id) => [id, 0]),
    isProgressive ? [0, 0, 0] : [0, 63, 0],
  );
  return joined(
    [0xff, 0xd8],
    ...before,
    jpegSegment(0xdb, joined([0], new Uint8Array(64).fill(1))),
    jpegSegment(shape.frame ?? (isProgressive ? 0xc2 : 0xc0), frame),
    jpegSegment(0xc4, joined([0x00], oneCode)),
    ...(isProgressive ? [] : [jpegSegment(0xc4, joined([0x10], oneCode))]),
    ...(hasRestarts ? [jpegSegment(0xdd, joined([0, 1]))] : []),
    jpegSegment(0xda, scan),
    coded,
    [0xff, 0xd9],
  );
}

export interface PngShape {
  readonly width?: number;
  readonly height?: number;
  readonly colour?: 0 | 2 | 3 | 4 | 6;
  readonly bits?: number;
  readonly isInterlaced?: boolean;
  /** How many bytes of pixels there are beside those that are needed. */
  readonly extra?: number;
  /** The pixels come in so many parts. */
  readonly parts?: number;
  readonly hasPalette?: boolean;
  readonly before?: readonly Uint8Array[];
}

export function checkedChunk(type: string, data: Uint8Array | readonly number[]): Uint8Array {
  const named = joined(type, data);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(named.length - 4, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return joined(ends.subarray(0, 4), named, ends.subarray(4));
}

const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

export function pngOf(shape: PngShape = {}): Uint8Array {
  const { width = 21, height = 13, colour = 2, bits = 8, isInterlaced = false, extra = 0, parts = 1 } = shape;
  const { hasPalette = colour === 3, before = [] } = shape;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, colour, 0, 0, isInterlaced ? 1 : 0], 8);
  const passes = isInterlaced ? ['0088', '4088', '0448', '2044', '0224', '1022', '0112'] : ['0011'];
  const bytes = passes.reduce((sum, pass) => {
    const [left = 0, top = 0, across = 1, down = 1] = Array.from(pass, Number);
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    return columns > 0 && rows > 0
      ? sum + rows * (1 + Math.ceil((columns * bits * samples[colour]) / 8))
      : sum;
  }, 0);
  const packed = deflateSync(Buffer.alloc(Math.max(0, bytes + extra)));
  const partBytes = Math.ceil(packed.length / parts);
  return joined(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    checkedChunk('IHDR', header),
    ...before,
    ...(hasPalette ? [checkedChunk('PLTE', [1, 2, 3, 4, 5, 6])] : []),
    ...Array.from({ length: parts }, (_, index) =>
      checkedChunk('IDAT', packed.subarray(index * partBytes, (index + 1) * partBytes)),
    ),
    checkedChunk('IEND', []),
  );
}
