import { type Box, childrenOf } from './boxes.ts';
import { codecName } from './codec.ts';
import { sampleExtent, type SampleExtent } from './sampleTable.ts';
import { ifReadable, Malformed, type Source } from './source.ts';

export interface Track extends SampleExtent {
  readonly id: number;
  readonly kind: 'video' | 'audio' | 'other';
  /** Units per second; 0 where it is not said. */
  readonly timescale: number;
  /** In pixels, as shown. */
  readonly width?: number;
  readonly height?: number;
  readonly codec?: string;
}

/** Throws {@link Malformed} where the samples cannot be found; what is only told of the track may be missing. */
export async function readTrack(source: Source, trak: Box): Promise<Track> {
  const { tkhd, mdia } = await childrenOf(source, trak, ['tkhd', 'mdia']);
  if (tkhd === undefined || mdia === undefined) throw new Malformed('a track is incomplete');
  const { mdhd, hdlr, minf } = await childrenOf(source, mdia, ['mdhd', 'hdlr', 'minf']);
  if (hdlr === undefined || minf === undefined) throw new Malformed('a track is incomplete');
  const { stbl } = await childrenOf(source, minf, ['stbl']);
  if (stbl === undefined) throw new Malformed('a track is incomplete');
  const { stsd } = await childrenOf(source, stbl, ['stsd']);

  const kind = kindOf((await source.read(hdlr.body, 12)).name(8));
  const codec = stsd === undefined ? undefined : await ifReadable(() => codecName(source, stsd));
  const header = await ifReadable(() => readHeader(source, tkhd));
  const hasPicture = kind === 'video' && header !== undefined && header.width > 0 && header.height > 0;
  return {
    id: header?.id ?? 0,
    kind,
    timescale: (mdhd && (await ifReadable(() => readTime(source, mdhd)))?.timescale) ?? 0,
    ...(hasPicture ? { width: header.width, height: header.height } : {}),
    ...(codec === undefined ? {} : { codec }),
    ...(await sampleExtent(source, stbl)),
  };
}

function kindOf(handler: string): Track['kind'] {
  if (handler === 'vide') return 'video';
  return handler === 'soun' ? 'audio' : 'other';
}

async function readHeader(source: Source, tkhd: Box) {
  const isLong = (await source.read(tkhd.body, 1)).u8(0) === 1;
  const fields = await source.read(tkhd.body, isLong ? 96 : 84);
  const matrix = isLong ? 52 : 40;
  const [width, height] = [fields.u32(matrix + 36), fields.u32(matrix + 40)].map((size) =>
    Math.round(size / 65_536),
  );
  // A quarter turn: the diagonal of the matrix is empty.
  const isTurned = fields.i32(matrix) === 0 && fields.i32(matrix + 16) === 0 && fields.i32(matrix + 4) !== 0;
  const shown = isTurned ? [height, width] : [width, height];
  return { id: fields.u32(isLong ? 20 : 12), width: shown[0] ?? 0, height: shown[1] ?? 0 };
}

export interface MediaTime {
  readonly timescale: number;
  /** In units of the timescale; undefined where it is not known yet, as in live recordings. */
  readonly duration?: number;
}

/** `mvhd` and `mdhd` begin alike. */
export async function readTime(source: Source, box: Box): Promise<MediaTime> {
  const isLong = (await source.read(box.body, 1)).u8(0) === 1;
  const fields = await source.read(box.body, isLong ? 32 : 20);
  const timescale = fields.u32(isLong ? 20 : 12);
  const isUnknown = isLong
    ? fields.u32(24) === 0xffffffff && fields.u32(28) === 0xffffffff
    : fields.u32(16) === 0xffffffff;
  return isUnknown ? { timescale } : { timescale, duration: isLong ? fields.u64(24) : fields.u32(16) };
}
