import { type Box, childrenOf } from './boxes.ts';
import { codecName, codedSize, type CodedSize, isStillCodec, sampleEntry } from './codec.ts';
import { editDuration, type MediaTime, readTime, readTrackHeader, type TrackHeader } from './headers.ts';
import { sampleExtent, type SampleExtent, tableDuration } from './sampleTable.ts';
import { ifReadable, Malformed, type Source } from './source.ts';

export interface Track extends SampleExtent {
  readonly id: number;
  readonly kind: 'video' | 'audio' | 'other';
  /** Units per second; 0 where it is not said. */
  readonly timescale: number;
  /** Of the samples in its table, in units of its timescale; 0 where it is not said. */
  readonly tableDuration: number;
  /** What its header says, in units of its timescale; 0 where it says nothing. */
  readonly mediaDuration: number;
  /** What is shown of it, in units of the movie's timescale; 0 where it is not said. */
  readonly editDuration: number;
  /** What the track says of itself, in units of the movie's timescale; 0 where it says nothing. */
  readonly shownDuration: number;
  /** In pixels, as shown. */
  readonly width?: number;
  readonly height?: number;
  readonly codec?: string;
  /** The file means it to be played. */
  readonly isEnabled: boolean;
  /** Single pictures: a cover, thumbnails. */
  readonly isStill: boolean;
}

/** Throws {@link Malformed} where the samples cannot be found; what is only told of the track may be missing. */
export async function readTrack(source: Source, trak: Box): Promise<Track> {
  const { tkhd, mdia, edts } = await childrenOf(source, trak, ['tkhd', 'mdia', 'edts']);
  if (tkhd === undefined || mdia === undefined) throw new Malformed('a track is incomplete');
  const { mdhd, hdlr, minf } = await childrenOf(source, mdia, ['mdhd', 'hdlr', 'minf']);
  if (hdlr === undefined || minf === undefined) throw new Malformed('a track is incomplete');
  const { stbl } = await childrenOf(source, minf, ['stbl']);
  if (stbl === undefined) throw new Malformed('a track is incomplete');
  const { stsd } = await childrenOf(source, stbl, ['stsd']);

  const told = <T>(read: () => Promise<T | undefined>) => ifReadable(read);
  const kind = kindOf((await source.read(hdlr.body, 12)).name(8));
  const entry = stsd === undefined ? undefined : await told(() => sampleEntry(source, stsd));
  const codec = entry && (await told(() => codecName(source, entry)));
  const header = await told(() => readTrackHeader(source, tkhd));
  const time = mdhd && (await told(() => readTime(source, mdhd)));
  const coded = kind === 'video' && entry ? await told(() => codedSize(source, entry)) : undefined;
  const size = kind === 'video' ? shownSize(coded, header) : undefined;
  return {
    id: header?.id ?? 0,
    kind,
    ...durations(time, header),
    tableDuration: (await told(() => tableDuration(source, stbl))) ?? 0,
    editDuration: (edts && (await told(() => editDuration(source, edts)))) ?? 0,
    ...(size ?? {}),
    ...(codec === undefined ? {} : { codec }),
    isEnabled: header?.isEnabled ?? true,
    isStill: entry !== undefined && ((await told(() => isStillCodec(source, entry))) ?? false),
    ...(await sampleExtent(source, stbl)),
  };
}

function kindOf(handler: string): Track['kind'] {
  if (handler === 'vide') return 'video';
  return handler === 'soun' ? 'audio' : 'other';
}

function durations(time: MediaTime | undefined, header: TrackHeader | undefined) {
  return {
    timescale: time?.timescale ?? 0,
    mediaDuration: time?.duration ?? 0,
    shownDuration: header?.duration ?? 0,
  };
}

/**
 * The picture's own pixels count; the track's header, which may say anything, only where they are not known, or where it
 * alone says that they are not square.
 */
function shownSize(
  coded: CodedSize | undefined,
  header: TrackHeader | undefined,
): { readonly width: number; readonly height: number } | undefined {
  const told = header !== undefined && header.width > 0 && header.height > 0 ? header : undefined;
  const size = coded === undefined || isStretched(coded, told) ? (told ?? coded) : coded;
  if (size === undefined) return undefined;
  const { width, height } = size;
  return header?.isTurned === true ? { width: height, height: width } : { width, height };
}

function isStretched(coded: CodedSize, told: TrackHeader | undefined): boolean {
  if (told === undefined || coded.hasShape === true) return false;
  return (told.height === coded.height) !== (told.width === coded.width);
}
