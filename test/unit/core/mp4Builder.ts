/** Makes small videos of boxes, without pictures in them. */

type Part = Uint8Array | readonly number[];

export const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255];
export const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
export const u64 = (value: number): number[] => [
  ...u32(Math.floor(value / 2 ** 32)),
  ...u32(value % 2 ** 32),
];
export const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const zeros = (count: number): number[] => new Array<number>(count).fill(0);

export function join(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function box(type: string, ...parts: readonly Part[]): Uint8Array {
  const body = join(...parts);
  return join(u32(body.length + 8), ascii(type), body);
}

/** A box with a 64-bit size. */
export function largeBox(type: string, ...parts: readonly Part[]): Uint8Array {
  const body = join(...parts);
  return join(u32(1), ascii(type), u64(body.length + 16), body);
}

export interface Shape {
  readonly brand?: string;
  /** Where the description lies. */
  readonly moov?: 'first' | 'last';
  readonly offsets?: 'stco' | 'co64';
  /** The size field of the media box: its size, 64-bit, or 0 for "to the end". */
  readonly mdat?: 'sized' | 'large' | 'toTheEnd';
  readonly turned?: boolean;
  /** Sizes of the picture samples, chunk by chunk. */
  readonly chunks?: readonly (readonly number[])[];
  readonly withAudio?: boolean;
}

const identity = [...u32(0x10000), ...zeros(12), ...u32(0x10000), ...zeros(12), ...u32(0x40000000)];
const quarterTurn = [
  ...zeros(4),
  ...u32(0x10000),
  ...zeros(4),
  ...u32(0xffff0000),
  ...zeros(16),
  ...u32(0x40000000),
];

const ftyp = (brand: string) => box('ftyp', ascii(brand), u32(0x200), ascii('isom'));
const mvhd = (duration: number) => box('mvhd', u32(0), zeros(8), u32(1000), u32(duration), zeros(80));

const avc1 = box('avc1', zeros(78), box('avcC', [1, 0x64, 0x00, 0x28, 0xff]));
const esds = box(
  'esds',
  u32(0),
  [3, 0x80, 0x80, 0x80, 25],
  [0, 1, 0],
  [4, 17, 0x40, 0x15, 0, 0, 0],
  zeros(8),
  [5, 2, 0x12, 0x10],
  [6, 1, 2],
);
const mp4a = box('mp4a', zeros(28), esds);

function track(
  id: number,
  kind: 'vide' | 'soun',
  turned: boolean,
  tables: readonly Uint8Array[],
): Uint8Array {
  const size = kind === 'vide' ? [...u32(1280 * 65536), ...u32(720 * 65536)] : zeros(8);
  return box(
    'trak',
    box(
      'tkhd',
      u32(7),
      zeros(8),
      u32(id),
      zeros(4),
      u32(2000),
      zeros(16),
      turned ? quarterTurn : identity,
      size,
    ),
    box(
      'mdia',
      box('mdhd', u32(0), zeros(8), u32(1000), u32(2000), zeros(4)),
      box('hdlr', u32(0), u32(0), ascii(kind), zeros(13)),
      box('minf', box('stbl', box('stsd', u32(0), u32(1), kind === 'vide' ? avc1 : mp4a), ...tables)),
    ),
  );
}

function tables(
  offsets: readonly number[],
  chunks: readonly (readonly number[])[],
  wide: boolean,
): Uint8Array[] {
  const sizes = chunks.flat();
  return [
    box(
      'stsc',
      u32(0),
      u32(chunks.length),
      ...chunks.map((chunk, index) => [index + 1, chunk.length, 1].flatMap(u32)),
    ),
    box('stsz', u32(0), u32(0), u32(sizes.length), sizes.flatMap(u32)),
    wide
      ? box('co64', u32(0), u32(offsets.length), offsets.flatMap(u64))
      : box('stco', u32(0), u32(offsets.length), offsets.flatMap(u32)),
  ];
}

/** A progressive file of two seconds, 1280 x 720. */
export function mp4(shape: Shape = {}): Uint8Array {
  const { brand = 'isom', moov = 'first', chunks = [[40, 50], [60]], mdat = 'sized' } = shape;
  const media = new Uint8Array(chunks.flat().reduce((sum, size) => sum + size, 0) + 20).fill(0xab);
  const head = ftyp(brand);
  const build = (mediaStart: number) => {
    let position = mediaStart;
    const offsets = chunks.map((chunk) => {
      const start = position;
      position += chunk.reduce((sum, size) => sum + size, 0);
      return start;
    });
    const wide = shape.offsets === 'co64';
    const audio =
      shape.withAudio === false ? [] : [track(2, 'soun', false, tables([position], [[20]], wide))];
    return box(
      'moov',
      mvhd(2000),
      track(1, 'vide', shape.turned ?? false, tables(offsets, chunks, wide)),
      ...audio,
    );
  };
  const mediaBox =
    mdat === 'large'
      ? largeBox('mdat', media)
      : mdat === 'toTheEnd'
        ? join(u32(0), ascii('mdat'), media)
        : box('mdat', media);
  const headerBytes = mediaBox.length - media.length;
  if (moov === 'last') return join(head, mediaBox, build(head.length + headerBytes));
  const length = build(0).length;
  return join(head, build(head.length + length + headerBytes), mediaBox);
}

/** A fragmented file: each fragment has two samples of 30 bytes and lasts one second. */
export function fragmentedMp4(fragments: number, withIndex = false): Uint8Array {
  const empty = [
    box('stsc', u32(0), u32(0)),
    box('stsz', u32(0), u32(0), u32(0)),
    box('stco', u32(0), u32(0)),
  ];
  const trex = box('trex', u32(0), u32(1), u32(1), u32(500), u32(30), u32(0));
  const moov = box('moov', mvhd(0), track(1, 'vide', false, empty), box('mvex', trex));
  const fragment = (index: number) => {
    const moof = (offset: number) =>
      box(
        'moof',
        box('mfhd', u32(0), u32(index + 1)),
        box(
          'traf',
          box('tfhd', u32(0x020000), u32(1)),
          box('tfdt', u32(0), u32(index * 1000)),
          box('trun', u32(0x000201), u32(2), u32(offset), u32(30), u32(30)),
        ),
      );
    return join(moof(moof(0).length + 8), box('mdat', new Uint8Array(60).fill(0xcd)));
  };
  const body = Array.from({ length: fragments }, (_, index) => fragment(index));
  const references = body.flatMap((one) => [...u32(one.length), ...u32(1000), ...u32(0x90000000)]);
  const sidx = box('sidx', u32(0), u32(1), u32(1000), u32(0), u32(0), u16(0), u16(fragments), references);
  return join(ftyp('iso6'), moov, ...(withIndex ? [sidx] : []), ...body);
}

/** A Matroska file with a segment of 50 bytes. */
export function matroska(docType: string): Uint8Array {
  const name = [0x42, 0x82, 0x80 | docType.length, ...ascii(docType)];
  return join(
    [0x1a, 0x45, 0xdf, 0xa3, 0x80 | name.length],
    name,
    [0x18, 0x53, 0x80, 0x67, 0x80 | 50],
    zeros(50),
  );
}
