import { type Box, boxesIn, childrenOf } from './boxes.ts';
import { type FragmentDefaults, type Fragments, readDefaults, readFragment } from './fragment.ts';
import { isMovieTurned, type MediaTime, readTime } from './headers.ts';
import { checkIndex, type FragmentIndex, readFragmentIndex } from './indexes.ts';
import { ifReadable, Malformed, type Source } from './source.ts';
import { readTrack, type Track } from './track.ts';

/** What the boxes of a file say, and how far they could be read. */
export interface Movie {
  readonly tracks: readonly Track[];
  readonly time: MediaTime | undefined;
  /** How long the fragments are said to be together, in units of the movie's timescale. */
  readonly fragmentTime: number | undefined;
  readonly isTurned: boolean;
  readonly isFragmented: boolean;
  readonly fragments: Fragments;
  /** In seconds, as the indexes of segments say. */
  readonly indexedSeconds: number;
  /** The list of fragments at the end of the file. */
  readonly index: FragmentIndex | undefined;
  /** Where the boxes stop making sense. */
  readonly broken: Malformed | undefined;
}

const maxTracks = 64;

interface Description extends Pick<Movie, 'tracks' | 'time' | 'fragmentTime' | 'isTurned'> {
  readonly defaults: ReadonlyMap<number, FragmentDefaults>;
  readonly hasFragments: boolean;
}

/** Throws {@link Malformed} where the description of the film is missing or cannot be read. */
export async function readMovie(source: Source): Promise<Movie> {
  let description: Description | undefined;
  let index: FragmentIndex | undefined;
  let indexedSeconds = 0;
  let broken: Malformed | undefined;
  const fragments: Fragments = { end: 0, lastStart: -1, tracks: new Map() };
  try {
    for await (const box of boxesIn(source, 0, source.size)) {
      if (box.type === 'moov') description ??= await readMoov(source, box, fragments);
      if (box.type === 'moof') await readFragment(source, box, description?.defaults ?? new Map(), fragments);
      if (box.type === 'sidx') indexedSeconds = Math.max(indexedSeconds, await checkIndex(source, box));
      if (box.type === 'mfra') index = (await ifReadable(() => readFragmentIndex(source, box))) ?? index;
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    broken = error;
  }
  if (description === undefined) throw broken ?? new Malformed('the description of the film is missing');
  const { tracks, time, fragmentTime, isTurned, hasFragments } = description;
  const isFragmented = hasFragments || fragments.lastStart >= 0;
  return { tracks, time, fragmentTime, isTurned, isFragmented, fragments, indexedSeconds, index, broken };
}

async function readMoov(source: Source, moov: Box, fragments: Fragments): Promise<Description> {
  const { mvhd, mvex } = await childrenOf(source, moov, ['mvhd', 'mvex']);
  const { mehd } = mvex === undefined ? {} : await childrenOf(source, mvex, ['mehd']);
  const tracks: Track[] = [];
  for await (const box of boxesIn(source, moov.body, moov.end)) {
    if (box.type !== 'trak') continue;
    if (tracks.length >= maxTracks) throw new Malformed('too many tracks');
    const track = await readTrack(source, box);
    tracks.push(track);
    // Fragments without a time of their own go on behind the table.
    const { tableDuration: until } = track;
    if (until > 0 && !fragments.tracks.has(track.id))
      fragments.tracks.set(track.id, { samples: 0, from: 0, until });
  }
  return {
    tracks,
    time: mvhd && (await ifReadable(() => readTime(source, mvhd))),
    fragmentTime: mehd && (await ifReadable(() => readFragmentTime(source, mehd))),
    isTurned: (mvhd && (await ifReadable(() => isMovieTurned(source, mvhd)))) ?? false,
    hasFragments: mvex !== undefined,
    defaults: mvex === undefined ? new Map() : await readDefaults(source, mvex),
  };
}

async function readFragmentTime(source: Source, mehd: Box): Promise<number> {
  const fields = await source.read(mehd.body, Math.min(12, mehd.end - mehd.body));
  return fields.u8(0) === 1 ? fields.u64(4) : fields.u32(4);
}
