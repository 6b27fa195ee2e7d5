import type { ClipExtension } from './clipExtension.ts';
import { headBytes, videoStart } from './mp4/containers.ts';
import { readMatroska } from './mp4/ebml.ts';
import { factsOf, type VideoFacts } from './mp4/facts.ts';
import { readMovie } from './mp4/movie.ts';
import { Malformed, type ReadAt, Source } from './mp4/source.ts';
import { doubtOf } from './mp4/wholeness.ts';

export type { ReadAt } from './mp4/source.ts';

export type VideoCheck =
  /** A complete MP4. */
  | ({ readonly kind: 'whole' } & VideoFacts)
  /** A complete video in another container. */
  | ({ readonly kind: 'other'; readonly extension: ClipExtension } & VideoFacts)
  /** Not complete, or not to be checked, or no video at all; `why` is a short English text. */
  | ({
      readonly kind: 'broken';
      readonly why: string;
      /** It may be a video: it begins as one, or nobody knows what it is. Absent: a page, a message, a picture. */
      readonly extension?: ClipExtension;
      /** For all that is known its end is missing. */
      readonly isCut: boolean;
    } & VideoFacts);

/**
 * Checks whether a file is a complete video: every box fits in it, the samples that its tables name lie inside, and
 * its fragments reach as far as it says. Reads headers and tables only, in pieces. Never throws for what the bytes are;
 * passes on what `readAt` throws. `expectedSeconds`: what was asked for, where no server said how long the file is.
 */
export async function checkVideo(
  readAt: ReadAt,
  size: number,
  expectedSeconds?: number,
): Promise<VideoCheck> {
  const source = new Source(readAt, size);
  const head = await source.read(0, Math.min(headBytes, size));
  const start = videoStart(head.bytes, size);
  if (start === undefined) return { kind: 'broken', why: 'this is no video', isCut: false };
  const extension = start === 'unknown' ? '.mp4' : start;
  const broken = (why: string, isCut: boolean, facts: VideoFacts = {}): VideoCheck => ({
    kind: 'broken',
    why,
    extension,
    isCut,
    ...facts,
  });
  try {
    if (extension === '.mkv') return { kind: 'other', ...(await readMatroska(source)) };
    if (start !== '.mp4' && start !== '.mov') return broken('this container cannot be checked', false);
    const movie = await readMovie(source);
    const facts = factsOf(movie);
    const doubt = doubtOf(movie, size, expectedSeconds);
    if (doubt !== undefined) return broken(doubt.why, doubt.isCut, facts);
    return extension === '.mov' ? { kind: 'other', extension, ...facts } : { kind: 'whole', ...facts };
  } catch (error) {
    if (error instanceof Malformed) return broken(error.message, true);
    throw error;
  }
}
