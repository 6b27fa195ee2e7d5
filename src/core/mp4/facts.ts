import type { FragmentedTrack } from './fragment.ts';
import type { Movie } from './movie.ts';
import type { Track } from './track.ts';

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

export function factsOf(movie: Movie): VideoFacts {
  const video = mainVideo(movie);
  const audio = best(
    movie.tracks.filter(({ kind }) => kind === 'audio'),
    (track) => [samplesOf(movie, track) > 0, track.isEnabled],
  );
  const seconds = video === undefined ? longest(movie) : (trackSeconds(movie, video) ?? longest(movie));
  const durationSeconds = Math.round((seconds ?? 0) * 1000) / 1000;
  const { width, height } = video ?? {};
  const size = width === undefined || height === undefined ? undefined : { width, height };
  return {
    ...(durationSeconds > 0 ? { durationSeconds } : {}),
    ...(size === undefined ? {} : movie.isTurned ? { width: size.height, height: size.width } : size),
    codecs: [video?.codec, audio?.codec].filter((codec) => codec !== undefined),
    hasAudio: audio !== undefined,
  };
}

/** The track that people watch: no cover, no thumbnails, not one that is switched off, while there is another. */
function mainVideo(movie: Movie): Track | undefined {
  return best(
    movie.tracks.filter(({ kind }) => kind === 'video'),
    (track) => [
      samplesOf(movie, track) > 0,
      !track.isStill,
      track.isEnabled,
      samplesOf(movie, track) > 1,
      (track.width ?? 0) * (track.height ?? 0),
    ],
  );
}

type Rank = readonly (boolean | number)[];

/** The first of those that rank highest, the first criterion first. */
function best(tracks: readonly Track[], rank: (track: Track) => Rank): Track | undefined {
  let found: { readonly track: Track; readonly rank: Rank } | undefined;
  for (const track of tracks) {
    const own = rank(track);
    if (found === undefined || isHigher(own, found.rank)) found = { track, rank: own };
  }
  return found?.track;
}

function isHigher(one: Rank, other: Rank): boolean {
  for (const [index, value] of one.entries()) {
    const difference = Number(value) - Number(other[index]);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function samplesOf({ fragments }: Movie, track: Track): number {
  return track.samples + (fragments.tracks.get(track.id)?.samples ?? 0);
}

/**
 * How long a track is shown. Its samples know best, unless its list of edits shows less of them; then come the headers.
 * Undefined where nothing says it.
 */
export function trackSeconds(movie: Movie, track: Track): number | undefined {
  const movieScale = movie.time?.timescale ?? 0;
  const inMovie = (units: number) => (movieScale > 0 ? units / movieScale : 0);
  const inTrack = (units: number) => (track.timescale > 0 ? units / track.timescale : 0);
  const samples = inTrack(samplesDuration(track, movie.fragments.tracks.get(track.id)));
  const shown = inMovie(track.editDuration);
  if (samples > 0) return shown > 0 && shown < samples ? shown : samples;
  return [shown, inTrack(track.mediaDuration), inMovie(track.shownDuration)].find((seconds) => seconds > 0);
}

function samplesDuration(track: Track, fragmented: FragmentedTrack | undefined): number {
  return Math.max(track.tableDuration, fragmented === undefined ? 0 : fragmented.until - fragmented.from);
}

/** Of all tracks; where none says it, of the whole movie. */
function longest(movie: Movie): number | undefined {
  const inTracks = movie.tracks.map((track) => trackSeconds(movie, track) ?? 0);
  const seconds = Math.max(0, ...inTracks) || Math.max(movie.indexedSeconds, toldSeconds(movie));
  return seconds > 0 ? seconds : undefined;
}

/** What the headers of the movie say, in seconds; 0 where they say nothing. */
export function toldSeconds({ time, fragmentTime }: Movie): number {
  const timescale = time?.timescale ?? 0;
  return timescale > 0 ? Math.max(time?.duration ?? 0, fragmentTime ?? 0) / timescale : 0;
}
