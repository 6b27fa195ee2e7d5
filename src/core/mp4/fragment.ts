import { type Box, boxesIn, childrenOf } from './boxes.ts';
import { type Fields, Malformed, type Source } from './source.ts';

/** What `mvex` says once for all fragments of a track. */
export interface FragmentDefaults {
  readonly duration: number;
  readonly size: number;
}

/** What the fragments of one track hold; times in units of its timescale. */
export interface FragmentedTrack {
  samples: number;
  from: number;
  until: number;
}

/** What the fragments of a file have said so far. */
export interface Fragments {
  /** Where the last sample ends in the file. */
  end: number;
  /** Where the last fragment begins; -1 before the first. */
  lastStart: number;
  /** By track id. */
  readonly tracks: Map<number, FragmentedTrack>;
}

/** Sample runs of one fragment are short; more is not meant to be watched. */
const maxRunBytes = 1024 * 1024;

export async function readDefaults(
  source: Source,
  mvex: Box,
): Promise<ReadonlyMap<number, FragmentDefaults>> {
  const defaults = new Map<number, FragmentDefaults>();
  for await (const box of boxesIn(source, mvex.body, mvex.end)) {
    if (box.type !== 'trex') continue;
    const fields = await source.read(box.body, 24);
    defaults.set(fields.u32(4), { duration: fields.u32(12), size: fields.u32(16) });
  }
  return defaults;
}

/** Adds a `moof` box to what is known. Throws {@link Malformed}. */
export async function readFragment(
  source: Source,
  moof: Box,
  defaults: ReadonlyMap<number, FragmentDefaults>,
  into: Fragments,
): Promise<void> {
  into.lastStart = moof.start;
  for await (const traf of boxesIn(source, moof.body, moof.end)) {
    if (traf.type === 'traf') await readTrackFragment(source, moof, traf, defaults, into);
  }
}

async function readTrackFragment(
  source: Source,
  moof: Box,
  traf: Box,
  defaults: ReadonlyMap<number, FragmentDefaults>,
  into: Fragments,
): Promise<void> {
  const { tfhd, tfdt } = await childrenOf(source, traf, ['tfhd', 'tfdt']);
  if (tfhd === undefined) throw new Malformed('a fragment has no header');
  const header = readHeader(await source.read(tfhd.body, Math.min(40, tfhd.end - tfhd.body)), moof, defaults);
  const before = into.tracks.get(header.trackId);
  const start = tfdt === undefined ? (before?.until ?? 0) : await readStart(source, tfdt);
  const track = before ?? { samples: 0, from: start, until: start };
  into.tracks.set(header.trackId, track);
  track.from = Math.min(track.from, start);
  let time = start;
  let position = header.base;
  for await (const trun of boxesIn(source, traf.body, traf.end)) {
    if (trun.type !== 'trun') continue;
    if (trun.end - trun.body > maxRunBytes) throw new Malformed('a fragment is too large');
    const run = readRun(await source.read(trun.body, trun.end - trun.body), header);
    position = (run.offset === undefined ? position : header.base + run.offset) + run.bytes;
    time += run.duration;
    track.samples += run.samples;
    into.end = Math.max(into.end, position);
  }
  track.until = Math.max(track.until, time);
}

interface Header extends FragmentDefaults {
  readonly trackId: number;
  /** Where the offsets of runs count from. */
  readonly base: number;
}

function readHeader(fields: Fields, moof: Box, defaults: ReadonlyMap<number, FragmentDefaults>): Header {
  const flags = fields.u32(0) & 0xffffff;
  const trackId = fields.u32(4);
  const known = defaults.get(trackId) ?? { duration: 0, size: 0 };
  let at = 8;
  const optional = <T>(flag: number, bytes: number, read: (at: number) => T): T | undefined => {
    if ((flags & flag) === 0) return undefined;
    at += bytes;
    return read(at - bytes);
  };
  const base = optional(0x1, 8, (from) => fields.u64(from)) ?? moof.start;
  optional(0x2, 4, () => undefined);
  const duration = optional(0x8, 4, (from) => fields.u32(from)) ?? known.duration;
  const size = optional(0x10, 4, (from) => fields.u32(from)) ?? known.size;
  return { trackId, base, duration, size };
}

async function readStart(source: Source, tfdt: Box): Promise<number> {
  const fields = await source.read(tfdt.body, Math.min(12, tfdt.end - tfdt.body));
  return fields.u8(0) === 1 ? fields.u64(4) : fields.u32(4);
}

interface Run {
  readonly samples: number;
  readonly offset?: number;
  readonly bytes: number;
  readonly duration: number;
}

function readRun(fields: Fields, header: Header): Run {
  const flags = fields.u32(0) & 0xffffff;
  const samples = fields.u32(4);
  const hasOffset = (flags & 0x1) !== 0;
  const start = 8 + (hasOffset ? 4 : 0) + ((flags & 0x4) !== 0 ? 4 : 0);
  const hasDuration = (flags & 0x100) !== 0;
  const hasSize = (flags & 0x200) !== 0;
  const entryBytes = [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length * 4;
  if (start + samples * entryBytes > fields.length) throw new Malformed('a fragment ends too early');
  let bytes = hasSize ? 0 : samples * header.size;
  let duration = hasDuration ? 0 : samples * header.duration;
  for (let index = 0; index < samples && entryBytes > 0; index++) {
    const at = start + index * entryBytes;
    if (hasDuration) duration += fields.u32(at);
    if (hasSize) bytes += fields.u32(at + (hasDuration ? 4 : 0));
  }
  return { samples, bytes, duration, ...(hasOffset ? { offset: fields.i32(8) } : {}) };
}
