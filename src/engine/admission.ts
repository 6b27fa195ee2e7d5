import { capBreach, type CapBreach, type Caps, type CapTotals, leftMicroUsd } from '../core/budget.ts';
import type { Model } from '../core/catalogue/model.ts';
import { VideoPromptError } from '../core/errors.ts';
import { type UploadImage, uploadImage } from '../core/imageFile/uploadImage.ts';
import { type ImageSnapshot, type Job, type OutputPlace, sampleOrigin } from '../core/job.ts';
import type { MicroUsd } from '../core/money.ts';
import { describeFinding, type Finding, type ImageInput, preflight } from '../core/preflight.ts';
import { type Quote, sampleQuote, timesQuote } from '../core/quote.ts';
import type { RequestImage, VideoRequest } from '../core/request.ts';
import { isPublicLink } from '../core/uriPath.ts';
import { describeBreach } from './breach.ts';
import type { EngineContext } from './context.ts';
import type { Gate, ImageRead, Images, UploadConsent } from './ports.ts';
import { agreeToUpload } from './uploadConsent.ts';

/** Who asks for a render. A person pressed a button that showed a total; a program did not (P7). */
export type Caller =
  { readonly kind: 'person'; readonly shownMicroUsd?: MicroUsd } | { readonly kind: 'program' };

export interface Submission {
  readonly request: VideoRequest;
  readonly caller: Caller;
  readonly origin: string;
  readonly output: OutputPlace;
  readonly workspaceKey: string;
}

export interface AdmissionPorts {
  readonly gate: Gate;
  readonly images: Images;
  readonly uploads: UploadConsent;
}

/** A request that preflight refused: every finding, so that a surface can show each at its field. */
export class RefusedRequest extends VideoPromptError {
  readonly findings: readonly Finding[];
  readonly request: VideoRequest;

  constructor(request: VideoRequest, first: Finding, findings: readonly Finding[]) {
    super('request.invalid', describeFinding(first), { field: first.field });
    this.findings = findings;
    this.request = request;
  }
}

/** A submission that a cap stopped. */
export class CappedRequest extends VideoPromptError {
  readonly breach: CapBreach;
  /** What every cap still allows. */
  readonly leftMicroUsd: MicroUsd;

  constructor(breach: CapBreach, caps: Caps, totals: CapTotals) {
    super('cap.reached', describeBreach(breach));
    this.breach = breach;
    this.leftMicroUsd = leftMicroUsd(caps, totals) ?? 0;
  }
}

interface Looked {
  readonly image: RequestImage;
  readonly read: ImageRead;
}

/** What is sent of an image; a job's snapshot holds exactly this. */
interface Leaving extends UploadImage {
  readonly image: RequestImage;
  readonly name: string;
}

/**
 * The one door to spending, for every caller: trust, preflight, price, the user's word about money and about images
 * that leave the machine, the images' bytes on disk, then the caps and the reservation of all clips in one transaction. Nothing is sent here.
 * Throws VideoPromptError; nothing is reserved then.
 */
export async function admit(
  context: EngineContext,
  ports: AdmissionPorts,
  submission: Submission,
): Promise<readonly Job[]> {
  if (!ports.gate.isTrusted()) {
    throw new VideoPromptError(
      'workspace.untrusted',
      'This workspace is not trusted: nothing is submitted from it.',
    );
  }
  const { request } = submission;
  const looked = await Promise.all(
    request.images.map(async (image) => ({
      image,
      read: isPublicLink(image.uri) ? { kind: 'link' as const } : await ports.images.read(image),
    })),
  );
  const model = checked(context, submission, looked);
  const clips = request.variants ?? 1;
  const isSample = submission.origin === sampleOrigin;
  const quote = isSample ? sampleQuote : context.quote(request, model);
  if (!isSample && (await context.endpoints.resolve(submission.origin, context.closing)) === undefined) {
    throw new VideoPromptError(
      'key.missing',
      'No API key is set for this origin. Run “Video Prompt: Set API Key”.',
    );
  }
  const reservedMicroUsd = isSample ? 0 : await consent(context, ports.gate, submission, model, clips, quote);
  const leaving = looked.flatMap(leavingOf);
  await agreeToUpload(
    ports.uploads,
    leaving.map(({ image, name, bytes }) => ({ uri: image.uri, name, bytes: bytes.byteLength })),
    { ...submission, allowUnattended: context.settings().allowUnattended },
  );
  const images = await keepImages(ports.images, leaving);
  const jobs = makeJobs(context, submission, model, { clips, quote, reservedMicroUsd, images });
  const { caps } = context.settings();
  const outcome = await context.store.admit(jobs, caps);
  if (outcome.kind === 'capped') throw new CappedRequest(outcome.breach, caps, outcome.totals);
  for (const job of jobs) context.changed.emit(job);
  return jobs;
}

function checked(
  context: EngineContext,
  { request, origin, output }: Submission,
  looked: readonly Looked[],
): Model {
  const model = context.findModel(request.model);
  const workspaceFolderUris = output.workspaceFolderUri === undefined ? [] : [output.workspaceFolderUri];
  const findings = preflight(request, model, looked.map(inputOf), { workspaceFolderUris, origin });
  const first = findings.find((finding) => finding.severity === 'error');
  if (first !== undefined) throw new RefusedRequest(request, first, findings);
  if (model === undefined)
    throw new VideoPromptError('request.invalid', 'The model is unknown.', { field: 'model' });
  return model;
}

/** What is known of an image as it would be sent: its size is that without metadata. */
export function inputOf({ image, read }: Looked): ImageInput {
  switch (read.kind) {
    case 'missing':
    case 'directory':
    case 'link':
      return { ...image, kind: read.kind };
    case 'unreadable':
      return { ...image, kind: 'unreadable', reason: read.reason };
    case 'oversize':
      return { ...image, kind: 'read', bytes: read.bytes };
    case 'read': {
      const upload = uploadImage(read.bytes);
      return upload === undefined
        ? { ...image, kind: 'read', bytes: read.bytes.byteLength }
        : { ...image, kind: 'read', bytes: upload.bytes.byteLength, facts: upload.facts };
    }
  }
}

/** Asks where asking is due; returns what to reserve for each clip. */
async function consent(
  context: EngineContext,
  gate: Gate,
  { request, caller, origin: _origin, workspaceKey }: Submission,
  model: Model,
  clips: number,
  quote: Quote,
): Promise<MicroUsd> {
  const { caps, confirmAboveMicroUsd, allowUnattended } = context.settings();
  const total = timesQuote(quote, clips).microUsd;
  const totals = await context.store.totals(context.clock.localDay(context.clock.now()), workspaceKey);
  // A cap that is certain to stop it is told before the user is asked for a word that would change nothing.
  const breach = total === undefined ? undefined : capBreach(caps, totals, total);
  if (breach !== undefined) throw new CappedRequest(breach, caps, totals);

  const isFragile = model.isFragile === true && !gate.knowsFragile(model.id);
  const isUnattended = caller.kind === 'program' && allowUnattended;
  if (isUnattended) {
    if (isFragile) {
      const text =
        'This model gives no task id, so its first use asks a person. Use it once yourself, or choose another model.';
      throw new VideoPromptError('confirmation.unavailable', text, { field: 'model' });
    }
    if (quote.microUsd !== undefined && (quote.kind === 'listed' || Object.keys(caps).length === 0))
      return quote.microUsd;
    const text =
      'No exact price of this request is known, so it cannot be submitted unattended under a cap. Choose another model.';
    throw new VideoPromptError('confirmation.unavailable', text, { field: 'model' });
  }
  const reason = isFragile
    ? 'fragile'
    : total === undefined
      ? 'unknown'
      : caller.kind === 'program'
        ? 'program'
        : confirmAboveMicroUsd !== undefined && total > confirmAboveMicroUsd
          ? 'above'
          : caller.shownMicroUsd !== total
            ? 'changed'
            : undefined;
  if (reason === undefined) return quote.microUsd ?? 0;
  const answer = await gate.ask({
    request,
    model,
    clips,
    quote,
    ...(total === undefined ? {} : { totalMicroUsd: total }),
    reason,
    caps,
    totals,
  });
  if (answer.kind === 'declined') throw new VideoPromptError('confirmation.declined', 'Not submitted.');
  return quote.microUsd ?? answer.ceilingMicroUsd ?? 0;
}

function leavingOf({ image, read }: Looked): readonly Leaving[] {
  const upload = read.kind === 'read' ? uploadImage(read.bytes) : undefined;
  return read.kind !== 'read' || upload === undefined ? [] : [{ ...upload, image, name: read.name }];
}

async function keepImages(images: Images, leaving: readonly Leaving[]): Promise<readonly ImageSnapshot[]> {
  const kept: ImageSnapshot[] = [];
  for (const { image, name, bytes, facts } of leaving) {
    kept.push(await images.keep(bytes, image, facts.type, name));
  }
  return kept;
}

function makeJobs(
  context: EngineContext,
  submission: Submission,
  model: Model,
  shared: { clips: number; quote: Quote; reservedMicroUsd: MicroUsd; images: readonly ImageSnapshot[] },
): readonly Job[] {
  const now = context.clock.now();
  const batchId = context.random.id(now);
  const { variants: _variants, ...request } = submission.request;
  return Array.from({ length: shared.clips }, () => ({
    id: context.random.id(now),
    batchId,
    state: 'queued' as const,
    request,
    dialect: model.dialect,
    origin: submission.origin,
    images: shared.images,
    output: submission.output,
    workspaceKey: submission.workspaceKey,
    quote: shared.quote,
    reservedMicroUsd: shared.reservedMicroUsd,
    day: context.clock.localDay(now),
    createdAt: now,
    updatedAt: now,
    windowId: context.windowId,
    epoch: 1,
    tooManyCount: 0,
    missCount: 0,
  }));
}
