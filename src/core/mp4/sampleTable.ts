import { type Box, childrenOf } from './boxes.ts';
import { type Fields, Malformed, type Source } from './source.ts';

const pieceBytes = 48 * 1024;
/** Tables of a day of video are smaller. */
const maxTableBytes = 64 * 1024 * 1024;

/** What the table of a track says about where its samples lie. */
export interface SampleExtent {
  /** How many there are; where the tables only show that there are some, one. */
  readonly samples: number;
  /** Where the last of them in the file ends. */
  readonly end: number;
}

/**
 * Finds the end of the last chunk of a track without holding the tables: one pass over the chunk offsets, one over
 * the runs of chunks, and one over the sizes of that chunk's samples. Where the tables disagree about how many
 * samples there are, the smaller number counts: only what is certainly missing makes a file incomplete.
 */
export async function sampleExtent(source: Source, stbl: Box): Promise<SampleExtent> {
  const { stco, co64, stsc, stsz } = await childrenOf(source, stbl, ['stco', 'co64', 'stsc', 'stsz']);
  const offsets = stco ?? co64;
  if (offsets === undefined) return { samples: 0, end: 0 };
  const last = await lastChunk(source, offsets, stco === undefined ? 8 : 4);
  if (last === undefined) return { samples: 0, end: 0 };
  if (stsc === undefined || stsz === undefined) return { samples: 1, end: last.offset };
  const range = await samplesOfChunk(source, stsc, last.index);
  return {
    samples: Math.max(1, (await source.read(stsz.body, 12)).u32(8)),
    end: last.offset + (await sumSizes(source, stsz, range)),
  };
}

/** How long the samples of a table take together, in units of the track's timescale; 0 where it is not said. */
export async function tableDuration(source: Source, stbl: Box): Promise<number> {
  const { stts } = await childrenOf(source, stbl, ['stts']);
  if (stts === undefined) return 0;
  const count = (await source.read(stts.body, 8)).u32(4);
  let duration = 0;
  for await (const piece of pieces(source, stts, { headerBytes: 8, entryBytes: 8, first: 0, count })) {
    for (let at = 0; at < piece.count * 8; at += 8)
      duration += piece.fields.u32(at) * piece.fields.u32(at + 4);
  }
  return duration;
}

async function lastChunk(
  source: Source,
  table: Box,
  entryBytes: 4 | 8,
): Promise<{ readonly index: number; readonly offset: number } | undefined> {
  let last: { readonly index: number; readonly offset: number } | undefined;
  const count = (await source.read(table.body, 8)).u32(4);
  for await (const piece of pieces(source, table, { headerBytes: 8, entryBytes, first: 0, count })) {
    for (let index = 0; index < piece.count; index++) {
      const at = index * entryBytes;
      const offset = entryBytes === 4 ? piece.fields.u32(at) : piece.fields.u64(at);
      if (last === undefined || offset >= last.offset) last = { index: piece.first + index, offset };
    }
  }
  return last;
}

interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/** Which samples lie in a chunk (both counted from 0). */
async function samplesOfChunk(source: Source, stsc: Box, chunk: number): Promise<SampleRange> {
  const count = (await source.read(stsc.body, 8)).u32(4);
  let first = 0;
  let run: { readonly chunk: number; readonly samples: number } = { chunk: 0, samples: 0 };
  for await (const { fields, count: inPiece } of pieces(source, stsc, {
    headerBytes: 8,
    entryBytes: 12,
    first: 0,
    count,
  })) {
    for (let at = 0; at < inPiece * 12; at += 12) {
      const next = { chunk: fields.u32(at) - 1, samples: fields.u32(at + 4) };
      if (next.chunk < run.chunk) throw new Malformed('the chunks are out of order');
      if (next.chunk > chunk) break;
      first += (next.chunk - run.chunk) * run.samples;
      run = next;
    }
  }
  return { first: first + (chunk - run.chunk) * run.samples, count: run.samples };
}

async function sumSizes(source: Source, stsz: Box, samples: SampleRange): Promise<number> {
  const header = await source.read(stsz.body, 12);
  const equalSize = header.u32(4);
  const count = Math.max(0, Math.min(samples.count, header.u32(8) - samples.first));
  if (equalSize !== 0 || count === 0) return equalSize * count;
  let sum = 0;
  for await (const piece of pieces(source, stsz, {
    headerBytes: 12,
    entryBytes: 4,
    first: samples.first,
    count,
  })) {
    for (let index = 0; index < piece.count; index++) sum += piece.fields.u32(index * 4);
  }
  return sum;
}

interface Entries {
  readonly headerBytes: number;
  readonly entryBytes: number;
  /** The first entry that is wanted, counted from 0, and how many. */
  readonly first: number;
  readonly count: number;
}

interface Piece {
  readonly fields: Fields;
  /** The number of the first entry in the piece. */
  readonly first: number;
  readonly count: number;
}

/** The entries of a table, some thousand at a time. */
async function* pieces(source: Source, table: Box, entries: Entries): AsyncGenerator<Piece, void> {
  const { headerBytes, entryBytes, first, count } = entries;
  const start = table.body + headerBytes + first * entryBytes;
  if (start + count * entryBytes > table.end) throw new Malformed('a table ends too early');
  if (count * entryBytes > maxTableBytes) throw new Malformed('a table is too large');
  const perPiece = Math.floor(pieceBytes / entryBytes);
  for (let done = 0; done < count; done += perPiece) {
    const inPiece = Math.min(perPiece, count - done);
    const fields = await source.read(start + done * entryBytes, inPiece * entryBytes);
    yield { fields, first: first + done, count: inPiece };
  }
}
