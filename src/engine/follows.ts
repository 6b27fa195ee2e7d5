import type { Follows, SubmitItem } from '../core/batch.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { hasEndedWithoutClip } from '../core/follower.ts';
import type { Job, OutputPlace } from '../core/job.ts';
import type { ImageInput } from '../core/imageInput.ts';
import type { Store } from './ports.ts';

/**
 * What is known of the image that an item waits for. Throws VideoPromptError where its clip will never come. A frame goes
 * only to the origin that its clip comes from, so it needs no word about uploads.
 */
export async function expectedFrame(
  store: Store,
  { items, origin }: { readonly items: readonly SubmitItem[]; readonly origin: string },
  { request, follows }: SubmitItem,
  index: number,
): Promise<ImageInput | undefined> {
  if (follows === undefined) return undefined;
  const { role, at, clipOf } = follows;
  const isPlace = Number.isInteger(at) && at >= 0 && at <= request.images.length;
  const before = 'item' in clipOf && clipOf.item < index ? items[clipOf.item] : undefined;
  if (!isPlace || ('item' in clipOf && before === undefined)) {
    throw new VideoPromptError('request.invalid', say('request.frameNowhere'), {
      field: 'images',
    });
  }
  const output = 'jobId' in clipOf ? await outputOf(store, clipOf.jobId, origin) : before?.output;
  // Before its place is chosen the clip has no name.
  return { kind: 'frame', role, uri: output === undefined ? '' : clipUri(output) };
}

async function outputOf(store: Store, jobId: string, origin: string): Promise<OutputPlace> {
  const job = await store.get(jobId);
  if (job === undefined)
    throw new VideoPromptError('job.unknown', say('job.unknown'), { jobId, field: 'images' });
  if (job.origin === origin && !hasEndedWithoutClip(job)) return job.output;
  throw new VideoPromptError('job.state', say('job.noClipToCome'), {
    jobId,
    field: 'images',
  });
}

/** Names the clip in what is said about the image. */
function clipUri({ directoryUri, baseName }: OutputPlace): string {
  return `${directoryUri}/${encodeURIComponent(baseName)}.mp4`;
}

/** How a new job waits: each variant for the same variant of the item before, the others for its last one. */
export function waiting(
  { role, at, clipOf }: Follows,
  made: readonly (readonly Job[])[],
  variant: number,
): Pick<Job, 'hold' | 'awaits'> {
  const before = 'item' in clipOf ? made[clipOf.item] : undefined;
  const jobId = 'jobId' in clipOf ? clipOf.jobId : (before?.[variant] ?? before?.at(-1))?.id;
  if (jobId === undefined) throw new VideoPromptError('request.invalid', say('request.frameNowhere'));
  return { hold: 'frame', awaits: { jobId, role, at } };
}
