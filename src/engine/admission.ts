import type { Batch } from './batch.ts';
import type { BatchItem, SeenJobs } from '../core/batch.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { type Job, sampleOrigin } from '../core/job.ts';
import { recipeOfJob } from '../core/jobRecipe.ts';
import type { MicroUsd } from '../core/money.ts';
import type { Quote } from '../core/quote.ts';
import { recipeText } from '../core/recipe.ts';
import { countedMicroUsd } from '../core/runBudget.ts';
import type { BatchImages } from './batchImages.ts';
import {
  type AdmissionPorts,
  type BatchLook,
  lookAtBatch,
  requireSound,
  type SoundItem,
} from './checkBatch.ts';
import type { EngineContext } from './context.ts';
import type { Gate } from './ports.ts';
import { waiting } from './follows.ts';
import { duplicateOf } from './duplicates.ts';
import { CappedRequest, OverBudget } from './refusals.ts';
import { agreeToRisen, agreeToSpend, type SpendConsent } from './spendConsent.ts';
import { agreeToUpload } from './uploadConsent.ts';

export { CappedRequest, DuplicateRequest, RefusedRequest } from './refusals.ts';

/** An item that preflight let through, with its price. */
type Admitted = BatchItem & SoundItem;

/**
 * The one door to spending, for every caller: trust, preflight, price, the user's word about money and about images
 * that leave the machine, the images' bytes on disk, the price once more, then the caps and the reservation of all clips
 * in one transaction. `before`: a check of this batch whose images are taken as they were then.
 * Nothing is sent here. Throws VideoPromptError (RefusedRequest tells which item it is about); nothing is reserved then.
 */
export async function admit(
  context: EngineContext,
  ports: AdmissionPorts,
  batch: Batch,
  before?: Pick<BatchLook, 'images'>,
): Promise<readonly Job[]> {
  if (batch.items.length === 0) return [];
  const check = await lookAtBatch(context, ports, { ...batch, workspaceFolderUris: [] }, before?.images);
  const items = requireSound(batch.items, check.items);
  if (check.isKeyMissing) {
    throw new VideoPromptError('key.missing', say('key.none'));
  }
  const { images } = check;
  const isSample = batch.origin === sampleOrigin;
  const consent = isSample ? {} : await agreeToSpend(context, ports.gate, items, batch);
  await agreeToUpload(context, ports.uploads, images.leaving(), batch);
  await images.keep();
  const jobs = await reserve(context, ports.gate, batch, { items, images, consent });
  for (const job of jobs) context.changed.emit(job);
  return jobs;
}

interface Reservation {
  readonly items: readonly Admitted[];
  readonly images: BatchImages;
  readonly consent: SpendConsent;
}

async function reserve(
  context: EngineContext,
  gate: Gate,
  batch: Batch,
  { images, ...first }: Reservation,
): Promise<readonly Job[]> {
  const isSample = batch.origin === sampleOrigin;
  const agreed = isSample ? first : await agreeToRisen(context, gate, first, batch);
  const { items, consent } = agreed;
  // Nothing is waited for between here and the transaction: this is the price of now.
  const made = makeJobs(context, batch, items, images, consent.ceilingMicroUsd ?? 0);
  const jobs = made.flat();
  const settings = context.settings();
  const { caps } = settings;
  const outcome = await context.store.admit(jobs, caps, {
    seen: seenBy(items, made),
    ...(consent.isAllowance === undefined ? {} : { agentDayMicroUsd: settings.agentDayMicroUsd ?? 0 }),
    ...(batch.caller.kind === 'command' ? { budget: batch.caller.budget } : {}),
  });
  switch (outcome.kind) {
    case 'duplicate':
      throw await duplicateOf(context.store, made, outcome.rivals);
    case 'capped':
      throw new CappedRequest(outcome.breach, caps, outcome.totals);
    case 'overBudget':
      throw new OverBudget(outcome.breach);
    // Another agent, or another call of this one, has spent it meanwhile.
    case 'allowance': {
      const asked = await agreeToSpend(context, gate, items, batch, { isOverAllowance: true });
      return await reserve(context, gate, batch, { items, images, consent: asked });
    }
    case 'admitted':
    case 'settled':
    case 'known':
      return jobs;
  }
}

/** The jobs of each item. */
function makeJobs(
  context: EngineContext,
  batch: Batch,
  items: readonly Admitted[],
  images: BatchImages,
  ceilingMicroUsd: MicroUsd,
): readonly (readonly Job[])[] {
  const now = context.clock.now();
  const batchId = context.random.id(now);
  const made: (readonly Job[])[] = [];
  for (const { request: asked, model, quote, clips, output, source, follows, countedIn } of items) {
    const { variants: _variants, ...request } = asked;
    const snapshots = images.snapshots(request.images);
    const job = {
      batchId,
      state: 'queued',
      request,
      dialect: model.dialect,
      origin: batch.origin,
      images: snapshots,
      output,
      ...(source === undefined ? {} : { source }),
      ...(batch.caller.kind === 'agent' ? { by: 'agent' as const } : {}),
      ...(source === undefined && follows === undefined
        ? { digest: context.digest(recipeText(recipeOfJob({ request, images: snapshots }))) }
        : {}),
      workspaceKey: countedIn ?? batch.workspaceKey,
      quote,
      reservedMicroUsd: reservedFor(quote, batch, ceilingMicroUsd),
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

/** What a run of a command says that an inexact price counts as, it counts as for its budget and the caps alike. */
function reservedFor(quote: Quote, { caller }: Batch, ceilingMicroUsd: MicroUsd): MicroUsd {
  return caller.kind === 'command'
    ? countedMicroUsd(caller.budget, quote)
    : (quote.microUsd ?? ceilingMicroUsd);
}
