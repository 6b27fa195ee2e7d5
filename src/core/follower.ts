import type { AwaitedFrame, ImageSnapshot, Job } from './job.ts';
import type { RequestImage, VideoRequest } from './request.ts';
import { isPublicLink } from './uriPath.ts';

/** Where an awaited image comes to stand. */
export type FramePlace = Pick<AwaitedFrame, 'role' | 'at'>;

/** The request with the awaited image at its place. */
export function withFrame(request: VideoRequest, { at }: FramePlace, image: RequestImage): VideoRequest {
  return { ...request, images: request.images.toSpliced(at, 0, image) };
}

/** The request as it will be sent: what is awaited stands in it without its bytes. */
export function expectedRequest({ request, awaits }: Pick<Job, 'request' | 'awaits'>): VideoRequest {
  return awaits === undefined ? request : withFrame(request, awaits, { uri: '', role: awaits.role });
}

/** A job that got what it waited for: its image is one like the others. */
export function framed<Fields extends Pick<Job, 'request' | 'images'>>(
  job: Fields,
  place: FramePlace,
  image: RequestImage,
  snapshot: ImageSnapshot,
): Fields {
  // Public addresses have no snapshot.
  const before = job.request.images.slice(0, place.at).filter(({ uri }) => !isPublicLink(uri));
  return {
    ...job,
    request: withFrame(job.request, place, image),
    images: job.images.toSpliced(before.length, 0, snapshot),
  };
}

/** Whether the job ended and no clip of it will come; an uncertain or stopped one may still be recovered. */
export function hasEndedWithoutClip({ state }: Pick<Job, 'state'>): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'forgotten';
}

/** Whether the job's clip is on disk. */
export function hasClip({ state, clip }: Pick<Job, 'state' | 'clip'>): boolean {
  return clip !== undefined && (state === 'stored' || state === 'saved');
}
