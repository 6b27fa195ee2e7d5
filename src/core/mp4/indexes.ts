import { type Box, boxesIn } from './boxes.ts';
import { Malformed, type Source } from './source.ts';

/**
 * A segment index says how far the fragments reach: a file cut between two of them is found out, also where indexes are
 * chained or lie in one another, since the size of an entry covers all that is behind it. Gives the time it covers, in
 * seconds. Throws {@link Malformed}.
 */
export async function checkIndex(source: Source, sidx: Box): Promise<number> {
  const fields = await source.read(sidx.body, sidx.end - sidx.body);
  const isLong = fields.u8(0) === 1;
  const timescale = fields.u32(8);
  const count = fields.u16(isLong ? 30 : 22);
  const start = isLong ? 32 : 24;
  let end = sidx.end + (isLong ? fields.u64(20) : fields.u32(16));
  let duration = 0;
  for (let index = 0; index < count; index++) {
    end += fields.u32(start + index * 12) & 0x7fffffff;
    duration += fields.u32(start + index * 12 + 4);
  }
  if (end > source.size) throw new Malformed('the file ends too early');
  return timescale > 0 ? duration / timescale : 0;
}

/** What the list at the end of a file of fragments says (`mfra`). */
export interface FragmentIndex {
  /** Where the last fragment that it names begins; -1 where it names none. */
  readonly lastStart: number;
}

/** Throws {@link Malformed}. */
export async function readFragmentIndex(source: Source, mfra: Box): Promise<FragmentIndex> {
  let lastStart = -1;
  for await (const box of boxesIn(source, mfra.body, mfra.end)) {
    if (box.type !== 'tfra') continue;
    const fields = await source.read(box.body, box.end - box.body);
    const isLong = fields.u8(0) === 1;
    const lengths = fields.u32(8);
    const numbers = [4, 2, 0].reduce((sum, shift) => sum + ((lengths >> shift) & 3) + 1, 0);
    const entryBytes = (isLong ? 16 : 8) + numbers;
    const count = fields.u32(12);
    if (16 + count * entryBytes > fields.length) throw new Malformed('a table ends too early');
    for (let index = 0; index < count; index++) {
      const at = 16 + index * entryBytes;
      lastStart = Math.max(lastStart, isLong ? fields.u64(at + 8) : fields.u32(at + 4));
    }
  }
  return { lastStart };
}
