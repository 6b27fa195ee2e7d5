import type { Batch } from './batch.ts';
import type { BatchItem, SeenJobs } from '../core/batch.ts';
import { VideoPromptError } from '../core/errors.ts';
import { mayHaveImages } from '../core/imageCounts.ts';
import { type Job, sampleOrigin } from '../core/job.ts';
import type { MicroUsd } from '../core/money.ts';
import { preflight } from '../core/preflight.ts';
import type { ImageInput } from '../core/imageInput.ts';
import { sampleQuote } from '../core/quote.ts';
import { withFrame } from '../core/follower.ts';
import { BatchImages } from './batchImages.ts';
import type { EngineContext } from './context.ts';
import { expectedFrame, waiting } from './follows.ts';
import { duplicateOf } from './duplicates.ts';
import type { Gate, Images, UploadConsent } from './ports.ts';
import { CappedRequest, RefusedRequest } from './refusals.ts';
import { agreeToRisen, agreeToSpend, type PricedItem } from './spendConsent.ts';
import { agreeToUpload } from './uploadConsent.ts';

export { CappedRequest, DuplicateRequest, RefusedRequest } from './refusals.ts';

export interface AdmissionPorts {
  readonly gate: Gate;
  readonly images: Images;
  readonly uploads: UploadConsent;
}

/** An item that preflight let through, with its price. */
interface Checked extends BatchItem, PricedItem {}

/**
 * The one door to spending, for every caller: trust, preflight, price, the user's word about money and about images
 * that leave the machine, the images' bytes on disk, the price once more, then the caps and the reservation of all clips
 * in one transaction.
 * Nothing is sent here. Throws VideoPromptError (RefusedRequest tells which item it is about); nothing is reserved then.
 */
export async function admit(
  context: EngineContext,
  ports: AdmissionPorts,
  batch: Batch,
): Promise<readonly Job[]> {
  if (batch.items.length === 0) return [];
  if (!ports.gate.isTrusted()) {
    throw new VideoPromptError(
      'workspace.untrusted',
      'This workspace is not trusted: nothing is submitted from it.',
    );
  }
  for (const [index, item] of batch.items.entries()) {
    // Where there are too many images none is opened.
    if (!mayHaveImages(item.request, context.market.find(item.request.model)))
      check(context, batch, item, [], undefined, index);
  }
  const images = new BatchImages(ports.images);
  const looked: ImageInput[][] = [];
  for (const { request, source } of batch.items) {
    const inputs: ImageInput[] = [];
    // One after the other, so that only one is in memory.
    for (const image of request.images) inputs.push(await images.look(image, source?.promptFileUri));
    looked.push(inputs);
  }
  const frames = await Promise.all(
    batch.items.map((item, index) => expectedFrame(context.store, batch, item, index)),
  );
  const items = batch.items.map((item, index) =>
    check(context, batch, item, looked[index] ?? [], frames[index], index),
  );
  const isSample = batch.origin === sampleOrigin;
  if (!isSample && (await context.endpoints.resolve(batch.origin, context.closing)) === undefined) {
    throw new VideoPromptError(
      'key.missing',
      'No API key is set for this origin. Run “Video Prompt: Set API Key”.',
    );
  }
  const ceilingMicroUsd = isSample ? undefined : await agreeToSpend(context, ports.gate, items, batch);
  await agreeToUpload(ports.uploads, images.leaving(), {
    ...batch,
    allowUnattended: context.settings().allowUnattended,
  });
  await images.keep();
  const first = { items, ...(ceilingMicroUsd === undefined ? {} : { ceilingMicroUsd }) };
  const agreed = isSample ? first : await agreeToRisen(context, ports.gate, first, batch);
  // Nothing is waited for between here and the transaction: this is the price of now.
  const made = makeJobs(context, batch, agreed.items, images, agreed.ceilingMicroUsd ?? 0);
  const jobs = made.flat();
  const { caps } = context.settings();
  const outcome = await context.store.admit(jobs, caps, { seen: seenBy(agreed.items, made) });
  if (outcome.kind === 'duplicate') throw await duplicateOf(context.store, made, outcome.rivals);
  if (outcome.kind === 'capped') throw new CappedRequest(outcome.breach, caps, outcome.totals);
  for (const job of jobs) context.changed.emit(job);
  return jobs;
}

function check(
  context: EngineContext,
  { origin }: Batch,
  item: BatchItem,
  looked: readonly ImageInput[],
  frame: ImageInput | undefined,
  index: number,
): Checked {
  const { output } = item;
  const { request, inputs } = expected(item, looked, frame);
  const model = context.market.find(request.model);
  const workspaceFolderUris = output.workspaceFolderUri === undefined ? [] : [output.workspaceFolderUri];
  const findings = preflight(request, model, inputs, { workspaceFolderUris, origin });
  const first = findings.find((finding) => finding.severity === 'error');
  if (first !== undefined) throw new RefusedRequest(item.request, first, findings, index);
  if (model === undefined)
    throw new VideoPromptError('request.invalid', 'The model is unknown.', { field: 'model' });
  const clips = request.variants ?? 1;
  if (item.source !== undefined && clips > 1)
    throw new VideoPromptError('request.invalid', 'Each take is a request of its own.', {
      field: 'variants',
    });
  const quote = origin === sampleOrigin ? sampleQuote : context.market.quote(request, model);
  return { ...item, model, clips, quote, priced: request };
}

/** The request and its images as they will be when it is sent. */
function expected({ request, follows }: BatchItem, looked: readonly ImageInput[], frame?: ImageInput) {
  if (follows === undefined || frame === undefined) return { request, inputs: looked };
  return {
    request: withFrame(request, follows, { uri: frame.uri, role: frame.role }),
    inputs: looked.toSpliced(follows.at, 0, frame),
  };
}

/** The jobs of each item. */
function makeJobs(
  context: EngineContext,
  batch: Batch,
  items: readonly Checked[],
  images: BatchImages,
  ceilingMicroUsd: MicroUsd,
): readonly (readonly Job[])[] {
  const now = context.clock.now();
  const batchId = context.random.id(now);
  const made: (readonly Job[])[] = [];
  for (const { request: asked, model, quote, clips, output, source, follows, countedIn } of items) {
    const { variants: _variants, ...request } = asked;
    const job = {
      batchId,
      state: 'queued',
      request,
      dialect: model.dialect,
      origin: batch.origin,
      images: images.snapshots(request.images),
      output,
      ...(source === undefined ? {} : { source }),
      workspaceKey: countedIn ?? batch.workspaceKey,
      quote,
      reservedMicroUsd: quote.microUsd ?? ceilingMicroUsd,
      day: context.clock.localDay(now),
      createdAt: now,
      updatedAt: now,
      windowId: context.windowId,
      epoch: 1,
      tooManyCount: 0,
      missCount: 0,
    } as const;
    made.push(
      Array.from({ length: clips }, (_, variant) => ({
        ...job,
        id: context.random.id(now),
        ...(follows === undefined ? {} : waiting(follows, made, variant)),
      })),
    );
  }
  return made;
}

/** What was known of each job's shot. */
function seenBy(
  items: readonly BatchItem[],
  made: readonly (readonly Job[])[],
): ReadonlyMap<string, SeenJobs> {
  return new Map(
    items.flatMap(({ seen }, index) =>
      seen === undefined ? [] : (made[index] ?? []).map(({ id }) => [id, seen] as const),
    ),
  );
}
