/** Makes small videos of boxes, without pictures in them. */

type Part = Uint8Array | readonly number[];

export const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255];
export const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
export const u64 = (value: number): number[] => [
  ...u32(Math.floor(value / 2 ** 32)),
  ...u32(value % 2 ** 32),
];
export const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
export const zeros = (count: number): number[] => new Array<number>(count).fill(0);

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

export const ftyp = (brand: string) => box('ftyp', ascii(brand), u32(0x200), ascii('isom'));
/** In thousandths of a second. */
export const mvhd = (duration: number) => box('mvhd', u32(0), zeros(8), u32(1000), u32(duration), zeros(80));

interface Picture {
  readonly codec?: string;
  /** Stored pixels; 0: not said. */
  readonly width?: number;
  readonly height?: number;
  /** The shape of a pixel. */
  readonly pasp?: readonly [number, number];
}

/** A sample entry of pictures. */
export function pictureEntry({ codec = 'avc1', width = 0, height = 0, pasp }: Picture = {}): Uint8Array {
  return box(
    codec,
    zeros(24),
    u16(width),
    u16(height),
    zeros(50),
    ...(codec === 'avc1' ? [box('avcC', [1, 0x64, 0x00, 0x28, 0xff])] : []),
    ...(pasp === undefined ? [] : [box('pasp', ...pasp.map(u32))]),
  );
}

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

/** What is said of a track; times in thousandths of a second. */
export interface TrackShape extends Picture {
  readonly id?: number;
  readonly kind?: 'vide' | 'soun';
  readonly turned?: boolean;
  readonly isEnabled?: boolean;
  /** In the track's header. */
  readonly shown?: readonly [number, number];
  readonly shownDuration?: number;
  readonly mediaDuration?: number;
  /** Of the track. */
  readonly timescale?: number;
  /** Pairs of how long and from where. */
  readonly edits?: readonly (readonly [number, number])[];
  readonly tables?: readonly Uint8Array[];
}

export function track(shape: TrackShape = {}): Uint8Array {
  const { id = 1, kind = 'vide', turned = false, isEnabled = true, shown = [1280, 720] } = shape;
  const { shownDuration = 2000, mediaDuration = 2000, timescale = 1000, edits, tables = [] } = shape;
  const size = kind === 'vide' ? shown.flatMap((side) => u32(side * 65536)) : zeros(8);
  const elst = edits?.flatMap(([duration, from]) => [...u32(duration), ...u32(from), ...u32(0x10000)]);
  return box(
    'trak',
    box(
      'tkhd',
      u32(isEnabled ? 7 : 6),
      zeros(8),
      u32(id),
      zeros(4),
      u32(shownDuration),
      zeros(16),
      turned ? quarterTurn : identity,
      size,
    ),
    ...(elst === undefined ? [] : [box('edts', box('elst', u32(0), u32(edits?.length ?? 0), elst))]),
    box(
      'mdia',
      box('mdhd', u32(0), zeros(8), u32(timescale), u32(mediaDuration), zeros(4)),
      box('hdlr', u32(0), u32(0), ascii(kind), zeros(13)),
      box(
        'minf',
        box('stbl', box('stsd', u32(0), u32(1), kind === 'vide' ? pictureEntry(shape) : mp4a), ...tables),
      ),
    ),
  );
}

/** How long each sample is shown: pairs of how many and how long. */
export function timesTable(...runs: readonly (readonly [number, number])[]): Uint8Array {
  return box('stts', u32(0), u32(runs.length), ...runs.map((run) => run.flatMap(u32)));
}

export function tables(
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
      shape.withAudio === false
        ? []
        : [track({ id: 2, kind: 'soun', tables: tables([position], [[20]], wide) })];
    return box(
      'moov',
      mvhd(2000),
      track({ turned: shape.turned ?? false, tables: tables(offsets, chunks, wide) }),
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

export interface FragmentShape {
  readonly fragments: number;
  /** In thousandths of a second; absent: there is no such box. */
  readonly mehd?: number;
  readonly mvhd?: number;
  /** One index before all fragments, one before each half, of which the first leads to the second, or a tree. */
  readonly sidx?: 'one' | 'chained' | 'nested';
  /** A list of the fragments at the end. */
  readonly mfra?: boolean;
}

export interface FragmentedFile {
  readonly bytes: Uint8Array;
  /** Where each fragment ends. */
  readonly ends: readonly number[];
}

/** A fragmented file: each fragment has two samples of 30 bytes and lasts one second. */
export function fragmentedFile(shape: FragmentShape): FragmentedFile {
  const { fragments, mehd, sidx, mfra = false } = shape;
  const trex = box('trex', u32(0), u32(1), u32(1), u32(500), u32(30), u32(0));
  const mvex = box('mvex', ...(mehd === undefined ? [] : [box('mehd', u32(0), u32(mehd))]), trex);
  const moov = box('moov', mvhd(shape.mvhd ?? 0), track({ tables: tables([], [], false) }), mvex);
  const body = Array.from({ length: fragments }, (_, index) => fragment(index));
  const half = Math.ceil(fragments / 2);
  const sizes = body.map(({ length }) => length);
  const leaf = (some: readonly number[], behind: readonly Reference[] = []) =>
    index([...some.map((size) => ({ size, seconds: 1 })), ...behind]);
  const sum = (some: readonly number[]) => some.reduce((total, size) => total + size, 0);
  const second = leaf(sizes.slice(half));
  const rest = { size: second.length + sum(sizes.slice(half)), seconds: fragments - half, isIndex: true };
  const before = new Map<number, readonly Uint8Array[]>();
  if (sidx === 'one') before.set(0, [leaf(sizes)]);
  if (sidx === 'chained') before.set(0, [leaf(sizes.slice(0, half), [rest])]).set(half, [second]);
  if (sidx === 'nested') {
    const first = leaf(sizes.slice(0, half));
    const size = first.length + sum(sizes.slice(0, half));
    before.set(0, [index([{ size, seconds: half, isIndex: true }, rest]), first]).set(half, [second]);
  }
  const parts: Uint8Array[] = [ftyp('iso6'), moov];
  const position = () => sum(parts.map(({ length }) => length));
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [at, one] of body.entries()) {
    parts.push(...(before.get(at) ?? []));
    starts.push(position());
    parts.push(one);
    ends.push(position());
  }
  if (mfra) {
    const entries = starts.flatMap((start, at) => [...u32(at * 1000), ...u32(start), 1, 1, 1]);
    const tfra = box('tfra', u32(0), u32(1), u32(0), u32(starts.length), entries);
    parts.push(box('mfra', tfra, box('mfro', u32(0), u32(tfra.length + 24))));
  }
  return { bytes: join(...parts), ends };
}

interface Reference {
  readonly size: number;
  readonly seconds: number;
  readonly isIndex?: boolean;
}

function index(references: readonly Reference[]): Uint8Array {
  const entries = references.flatMap(({ size, seconds, isIndex = false }) => [
    ...u32(isIndex ? size + 0x80000000 : size),
    ...u32(seconds * 1000),
    ...u32(0x90000000),
  ]);
  return box('sidx', u32(0), u32(1), u32(1000), u32(0), u32(0), u16(0), u16(references.length), entries);
}

function fragment(at: number): Uint8Array {
  const moof = (offset: number) =>
    box(
      'moof',
      box('mfhd', u32(0), u32(at + 1)),
      box(
        'traf',
        box('tfhd', u32(0x020000), u32(1)),
        box('tfdt', u32(0), u32(at * 1000)),
        box('trun', u32(0x000201), u32(2), u32(offset), u32(30), u32(30)),
      ),
    );
  return join(moof(moof(0).length + 8), box('mdat', new Uint8Array(60).fill(0xcd)));
}

export function fragmentedMp4(fragments: number, withIndex = false): Uint8Array {
  return fragmentedFile({ fragments, ...(withIndex ? { sidx: 'one' } : {}) }).bytes;
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
