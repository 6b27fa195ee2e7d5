import { modelOfRequest } from '../core/catalogue/uncharted.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { hasClip, withFrame } from '../core/follower.ts';
import { type UploadImage, uploadImage } from '../core/imageFile/uploadImage.ts';
import type { InflatedLength } from '../core/imageFile/wholeImage.ts';
import type { AwaitedFrame, Clip, Job } from '../core/job.ts';
import { firstError, preflight } from '../core/preflight.ts';
import type { FrameSource } from '../core/request.ts';
import { needsConsent } from './adoption.ts';
import { inspect } from './batchImages.ts';
import type { EngineContext } from './context.ts';
import type { Images } from './ports.ts';
import { RefusedRequest } from './refusals.ts';
import { write } from './write.ts';

/** A queued job, and the finished one whose clip's last frame it waits for. */
export interface AwaitingFrame {
  readonly job: Job;
  readonly predecessor: Job;
}

/** The last frame of a clip, as a picture file. */
export interface Frame {
  /** Where the picture lies, so that the request can be opened and sent again. */
  readonly uri: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * Of the clip that it was taken from. Only what the provider made goes back to it without a word about uploads: a
   * clip that was changed since is refused.
   */
  readonly clipSha256: string;
  /** Of the recipe, now that everything that determines the clip is known. */
  readonly digest?: string;
}

export async function awaitingFrames(
  { store }: EngineContext,
  jobs: readonly Job[],
): Promise<readonly AwaitingFrame[]> {
  const waiting: AwaitingFrame[] = [];
  for (const job of jobs) {
    if (job.state !== 'queued' || job.awaits === undefined) continue;
    const predecessor = await store.get(job.awaits.jobId);
    if (predecessor !== undefined && hasClip(predecessor)) waiting.push({ job, predecessor });
  }
  return waiting;
}

/**
 * Gives a job the frame it waits for: its copy is on disk before the row says so (P2). The first one wins, whoever
 * brings it. Throws RefusedRequest where the model does not take the picture; the job then goes on waiting.
 */
export async function giveFrame(
  context: EngineContext,
  images: Images,
  id: string,
  frame: Frame,
): Promise<Job> {
  const job = await context.store.get(id);
  if (job === undefined) throw new VideoPromptError('job.unknown', say('job.unknown'), { jobId: id });
  const { awaits } = job;
  if (awaits === undefined || job.state !== 'queued') return framedBefore(job);
  const predecessor = await context.store.get(awaits.jobId);
  const clip = predecessor !== undefined && hasClip(predecessor) ? predecessor.clip : undefined;
  if (predecessor === undefined || clip?.sha256 !== frame.clipSha256) {
    throw new VideoPromptError('job.state', say('job.frameGone'), {
      jobId: id,
    });
  }
  const { bytes, facts } = await checkFrame(job, awaits, frame, images.inflatedLength);
  const image = { uri: frame.uri, role: awaits.role };
  const snapshot = await images.keep(bytes, image, facts.type, frame.name);
  const waitedSince = predecessor.renderedAt ?? predecessor.updatedAt;
  const outcome = await write(context, id, {
    kind: 'framed',
    image: snapshot,
    uri: frame.uri,
    clip: sourceOf(clip),
    ...(frame.digest === undefined ? {} : { digest: frame.digest }),
    isToConfirm: needsConsent(job, context.clock.now(), context.market.quote, waitedSince),
  });
  if (outcome.kind === 'applied') return outcome.job;
  return framedBefore((await context.store.get(id)) ?? job);
}

/** What is sent of the frame. */
async function checkFrame(
  job: Job,
  awaits: AwaitedFrame,
  { uri, bytes, name }: Frame,
  inflatedLength: InflatedLength,
): Promise<UploadImage> {
  const image = { uri, role: awaits.role };
  const request = withFrame(job.request, awaits, image);
  const upload = uploadImage(bytes);
  const looked = { image, read: { kind: 'read', bytes, name } } as const;
  const input = await inspect(looked, inflatedLength, upload);
  const inputs = request.images.map((one, index) =>
    index === awaits.at ? input : { ...one, kind: 'frame' as const },
  );
  // Everything else was judged when the job was admitted.
  const findings = preflight(request, modelOfRequest(job.request), inputs).filter(
    ({ field }) => field === `images[${awaits.at}]`,
  );
  const first = firstError(findings);
  if (first !== undefined) throw new RefusedRequest(request, first, findings);
  if (upload === undefined) {
    throw new VideoPromptError('request.invalid', say('request.frameUnusable'), {
      jobId: job.id,
      field: `images[${awaits.at}]`,
    });
  }
  return upload;
}

function sourceOf({ uri, sha256 }: Clip): FrameSource {
  return { sha256, ...(uri === undefined ? {} : { uri }) };
}

/** What a job that waits for no frame is to whoever brings one. */
function framedBefore(job: Job): Job {
  if (job.framedAt !== undefined) return job;
  throw new VideoPromptError('job.state', say('job.notNow'), {
    jobId: job.id,
  });
}
