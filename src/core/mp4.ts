import { type Box, boxesIn, childrenOf } from './mp4/boxes.ts';
import { ebmlMagic, readMatroska } from './mp4/ebml.ts';
import { type FragmentDefaults, type Fragments, readDefaults, readFragment } from './mp4/fragment.ts';
import { Malformed, type ReadAt, Source } from './mp4/source.ts';
import { type MediaTime, readTime, readTrack, type Track } from './mp4/track.ts';

export type { ReadAt } from './mp4/source.ts';

/** What is known of a video; what the file does not say is absent. */
export interface VideoFacts {
  readonly durationSeconds?: number;
  /** In pixels, as shown. */
  readonly width?: number;
  readonly height?: number;
  /** RFC 6381 names, video first: `avc1.640028`, `mp4a.40.2`. */
  readonly codecs?: readonly string[];
  readonly hasAudio?: boolean;
}

/** Extensions of containers that are kept although they are no MP4. */
const otherExtensions = ['.mov', '.webm', '.mkv'] as const;

/** What a clip's file can end in. */
export const clipExtensions: readonly string[] = ['.mp4', ...otherExtensions];

export type VideoCheck =
  /** A complete MP4. */
  | ({ readonly kind: 'whole' } & VideoFacts)
  /** A complete video in another container. */
  | ({ readonly kind: 'other'; readonly extension: (typeof otherExtensions)[number] } & VideoFacts)
  /** Not complete, or no video at all; `why` is a short English text. */
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Checks whether a file is a complete video: every box fits in it, and the samples that its tables name lie inside.
 * Reads headers and tables only, in pieces. Never throws for what the bytes are; passes on what `readAt` throws.
 */
export async function checkVideo(readAt: ReadAt, size: number): Promise<VideoCheck> {
  const source = new Source(readAt, size);
  try {
    const head = await source.read(0, 12);
    if (head.u32(0) === ebmlMagic) return { kind: 'other', ...(await readMatroska(source)) };
    const isMp4 = head.name(4) === 'ftyp';
    if (!isMp4 && !quickTimeStarts.includes(head.name(4))) return { kind: 'broken', why: 'this is no video' };
    const facts = await readMovie(source);
    const isQuickTime = !isMp4 || head.name(8) === 'qt  ';
    return isQuickTime ? { kind: 'other', extension: '.mov', ...facts } : { kind: 'whole', ...facts };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'broken', why: error.message };
    throw error;
  }
}

/** QuickTime files may begin without naming themselves. */
const quickTimeStarts: readonly string[] = ['moov', 'mdat', 'wide', 'free', 'skip'];

interface Movie {
  readonly tracks: readonly Track[];
  readonly time: MediaTime | undefined;
  readonly fragmentTime: number | undefined;
  readonly defaults: ReadonlyMap<number, FragmentDefaults>;
}

const maxTracks = 64;

async function readMovie(source: Source): Promise<VideoFacts> {
  let movie: Movie | undefined;
  const fragments: Fragments = { hasSamples: false, end: 0, durations: new Map() };
  for await (const box of boxesIn(source, 0, source.size)) {
    if (box.type === 'moov') movie ??= await readMoov(source, box);
    if (box.type === 'moof') await readFragment(source, box, movie?.defaults ?? new Map(), fragments);
    if (box.type === 'sidx') await checkIndex(source, box);
  }
  if (movie === undefined) throw new Malformed('the description of the film is missing');
  if (!fragments.hasSamples && movie.tracks.every((track) => !track.hasSamples)) {
    throw new Malformed('there is nothing to play');
  }
  const end = Math.max(fragments.end, ...movie.tracks.map((track) => track.end));
  if (end > source.size) throw new Malformed('the file ends too early');
  return factsOf(movie, fragments);
}

async function readMoov(source: Source, moov: Box): Promise<Movie> {
  const { mvhd, mvex } = await childrenOf(source, moov, ['mvhd', 'mvex']);
  const { mehd } = mvex === undefined ? {} : await childrenOf(source, mvex, ['mehd']);
  const tracks: Track[] = [];
  for await (const box of boxesIn(source, moov.body, moov.end)) {
    if (box.type !== 'trak') continue;
    if (tracks.length >= maxTracks) throw new Malformed('too many tracks');
    tracks.push(await readTrack(source, box));
  }
  return {
    tracks,
    time: mvhd && (await readTime(source, mvhd)),
    fragmentTime: mehd && (await readFragmentTime(source, mehd)),
    defaults: mvex === undefined ? new Map() : await readDefaults(source, mvex),
  };
}

async function readFragmentTime(source: Source, mehd: Box): Promise<number> {
  const fields = await source.read(mehd.body, Math.min(12, mehd.end - mehd.body));
  return fields.u8(0) === 1 ? fields.u64(4) : fields.u32(4);
}

/** A segment index says how far the fragments reach: a file cut between two of them is found out. */
async function checkIndex(source: Source, sidx: Box): Promise<void> {
  const fields = await source.read(sidx.body, sidx.end - sidx.body);
  const isLong = fields.u8(0) === 1;
  const count = fields.u16(isLong ? 30 : 22);
  const start = isLong ? 32 : 24;
  let end = sidx.end + (isLong ? fields.u64(20) : fields.u32(16));
  for (let index = 0; index < count; index++) end += fields.u32(start + index * 12) & 0x7fffffff;
  if (end > source.size) throw new Malformed('the file ends too early');
}

function factsOf(movie: Movie, fragments: Fragments): VideoFacts {
  const video = movie.tracks.find((track) => track.kind === 'video');
  const audio = movie.tracks.find((track) => track.kind === 'audio');
  const durationSeconds = durationOf(movie, fragments);
  return {
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(video?.width === undefined || video.height === undefined
      ? {}
      : { width: video.width, height: video.height }),
    codecs: [video?.codec, audio?.codec].filter((codec) => codec !== undefined),
    hasAudio: audio !== undefined,
  };
}

/** Rounded to milliseconds. */
function durationOf({ time, fragmentTime, tracks }: Movie, fragments: Fragments): number | undefined {
  const timescale = time?.timescale ?? 0;
  const inTracks = tracks
    .filter((track) => track.timescale > 0)
    .map((track) => (fragments.durations.get(track.id) ?? 0) / track.timescale);
  const candidates =
    timescale > 0
      ? [(time?.duration ?? 0) / timescale, (fragmentTime ?? 0) / timescale, ...inTracks]
      : inTracks;
  const seconds = Math.max(0, ...candidates);
  return seconds > 0 ? Math.round(seconds * 1000) / 1000 : undefined;
}
