import { type Box, childrenOf } from './boxes.ts';
import type { Fields, Source } from './source.ts';

export interface TrackHeader {
  readonly id: number;
  readonly isEnabled: boolean;
  /** In units of the movie's timescale; 0 where it is not known. */
  readonly duration: number;
  /** In pixels, before the turn. */
  readonly width: number;
  readonly height: number;
  /** By a quarter. */
  readonly isTurned: boolean;
}

export async function readTrackHeader(source: Source, tkhd: Box): Promise<TrackHeader> {
  const isLong = (await source.read(tkhd.body, 1)).u8(0) === 1;
  const fields = await source.read(tkhd.body, isLong ? 96 : 84);
  const matrix = isLong ? 52 : 40;
  return {
    id: fields.u32(isLong ? 20 : 12),
    isEnabled: (fields.u8(3) & 1) !== 0,
    duration: durationAt(fields, isLong ? 28 : 20, isLong) ?? 0,
    width: Math.round(fields.u32(matrix + 36) / 65_536),
    height: Math.round(fields.u32(matrix + 40) / 65_536),
    isTurned: isQuarterTurn(fields, matrix),
  };
}

/** More of each side of the picture goes into the other than stays in its own. */
export function isQuarterTurn(fields: Fields, matrix: number): boolean {
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => Math.abs(fields.i32(matrix + at)));
  return (b ?? 0) > (a ?? 0) && (c ?? 0) > (d ?? 0);
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
  const duration = durationAt(fields, isLong ? 24 : 16, isLong);
  return duration === undefined ? { timescale } : { timescale, duration };
}

/** All bits set: unknown. */
function durationAt(fields: Fields, at: number, isLong: boolean): number | undefined {
  if (!isLong) return fields.u32(at) === 0xffffffff ? undefined : fields.u32(at);
  return fields.u32(at) === 0xffffffff && fields.u32(at + 4) === 0xffffffff ? undefined : fields.u64(at);
}

/** Whether the whole movie is shown turned by a quarter. */
export async function isMovieTurned(source: Source, mvhd: Box): Promise<boolean> {
  const isLong = (await source.read(mvhd.body, 1)).u8(0) === 1;
  const matrix = isLong ? 48 : 36;
  return isQuarterTurn(await source.read(mvhd.body, matrix + 36), matrix);
}

/** How much of a track is shown, by its list of edits, in units of the movie's timescale; 0 where it does not say. */
export async function editDuration(source: Source, edts: Box): Promise<number> {
  const { elst } = await childrenOf(source, edts, ['elst']);
  if (elst === undefined) return 0;
  const head = await source.read(elst.body, 8);
  const isLong = head.u8(0) === 1;
  const entryBytes = isLong ? 20 : 12;
  const fields = await source.read(elst.body, 8 + head.u32(4) * entryBytes);
  let sum = 0;
  for (let at = 8; at < fields.length; at += entryBytes) {
    const duration = isLong ? fields.u64(at) : fields.u32(at);
    const start = fields.i32(at + (isLong ? 8 : 4));
    // A part that shows nothing only delays the rest.
    if (start !== -1) sum += duration;
  }
  return sum;
}
