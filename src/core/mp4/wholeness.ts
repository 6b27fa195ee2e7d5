import { toldSeconds, trackSeconds } from './facts.ts';
import type { Movie } from './movie.ts';

/** Fragments are rarely shorter than this; a header is rounded. */
const tinySeconds = 0.1;
/** Sound may go on a little behind the last picture. */
const tailSeconds = 0.5;
/** A model's eight seconds may be a few frames less. */
const askedSeconds = 0.25;

/** What speaks against a film being whole: a short English text, and whether its end is missing for all we know. */
export interface Doubt {
  readonly why: string;
  readonly isCut: boolean;
}

/** `expectedSeconds`: what was asked for, where nothing but the film itself tells how long it should be. */
export function doubtOf(movie: Movie, size: number, expectedSeconds: number | undefined): Doubt | undefined {
  const { tracks, fragments, broken, index, isFragmented } = movie;
  const hasSamples = tracks.some((track) => track.samples > 0) || lastSampleIsThere(movie);
  if (!hasSamples) return { why: broken?.message ?? 'there is nothing to play', isCut: true };
  if (Math.max(fragments.end, ...tracks.map((track) => track.end)) > size)
    return { why: 'the file ends too early', isCut: true };
  if (broken !== undefined) {
    // All that is in the tables is there: what lies behind it is something else.
    return { why: broken.message, isCut: isFragmented };
  }
  if (!isFragmented) return undefined;
  if (index !== undefined && index.lastStart > fragments.lastStart) return endsEarly;
  const told = toldFragments(movie);
  if (told > 0) return isShort(movie, told, tinySeconds, tailSeconds) ? endsEarly : undefined;
  // A list of the fragments, or an index of the segments, that is fulfilled: the file has come to its end.
  if (index !== undefined || movie.indexedSeconds > 0 || expectedSeconds === undefined) return undefined;
  return isShort(movie, expectedSeconds, askedSeconds, tailSeconds) ? endsEarly : undefined;
}

const endsEarly: Doubt = { why: 'the last fragments are missing', isCut: true };

function lastSampleIsThere({ fragments }: Movie): boolean {
  return [...fragments.tracks.values()].some(({ samples }) => samples > 0);
}

/** How long the headers say that the fragments are; where a table holds the film, they speak of that. */
function toldFragments(movie: Movie): number {
  const isInTable = movie.tracks.some(({ samples }) => samples > 0);
  const scale = movie.time?.timescale ?? 0;
  if (isInTable) return scale > 0 ? (movie.fragmentTime ?? 0) / scale : 0;
  return toldSeconds(movie);
}

function isShort(movie: Movie, seconds: number, tolerance: number, pictureTolerance: number): boolean {
  const reached = (kind?: 'video') =>
    Math.max(
      0,
      ...movie.tracks
        .filter((track) => kind === undefined || track.kind === kind)
        .map((track) => reachedSeconds(movie, track.id, track.timescale) ?? trackSeconds(movie, track) ?? 0),
    );
  const [all, pictures] = [reached(), reached('video')];
  // Without any time in it nothing can be compared.
  if (all <= 0) return false;
  return all < seconds - tolerance || (pictures > 0 && pictures < seconds - pictureTolerance);
}

function reachedSeconds({ fragments }: Movie, trackId: number, timescale: number): number | undefined {
  const until = fragments.tracks.get(trackId)?.until ?? 0;
  return timescale > 0 && until > 0 ? until / timescale : undefined;
}
