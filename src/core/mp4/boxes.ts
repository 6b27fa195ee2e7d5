import { Malformed, type Source } from './source.ts';

/** Where a box lies in the file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** Behind the header. */
  readonly body: number;
  readonly end: number;
}

/** No file made for watching has more in one place; a hostile one could have a billion. */
const maxBoxes = 200_000;

/** The boxes between two places, in order. Throws {@link Malformed} where one does not fit. */
export async function* boxesIn(source: Source, start: number, end: number): AsyncGenerator<Box, void> {
  let at = start;
  for (let count = 0; at < end; count++) {
    if (count >= maxBoxes) throw new Malformed('too many parts');
    if (end - at < 8) {
      // Writers pad with zeros.
      const rest = await source.read(at, end - at);
      if (rest.bytes.every((byte) => byte === 0)) return;
      throw new Malformed('the file ends inside a header');
    }
    const box = await boxAt(source, at, end);
    yield box;
    at = box.end;
  }
}

async function boxAt(source: Source, start: number, end: number): Promise<Box> {
  const header = await source.read(start, 8);
  const type = header.name(4);
  const size = header.u32(0);
  if (size === 0) return { type, start, body: start + 8, end };
  const isLarge = size === 1;
  const headerBytes = isLarge ? 16 : 8;
  const wholeSize = isLarge ? (await source.read(start, 16)).u64(8) : size;
  if (wholeSize < headerBytes || start + wholeSize > end)
    throw new Malformed('a part reaches behind the end');
  return { type, start, body: start + headerBytes, end: start + wholeSize };
}

/** The first child of each of the given types; later ones of the same type are ignored. */
export async function childrenOf<T extends string>(
  source: Source,
  parent: Pick<Box, 'body' | 'end'>,
  types: readonly T[],
): Promise<Partial<Record<T, Box>>> {
  const found: Partial<Record<T, Box>> = {};
  for await (const box of boxesIn(source, parent.body, parent.end)) {
    const type = types.find((one) => one === box.type);
    if (type !== undefined) found[type] ??= box;
  }
  return found;
}
