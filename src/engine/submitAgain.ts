import { modelOfRequest } from '../core/catalogue/uncharted.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { uploadImage } from '../core/imageFile/uploadImage.ts';
import { isCut } from '../core/imageFile/wholeImage.ts';
import { type Job, sampleOrigin } from '../core/job.ts';
import { jobAgain, mayBeAgain } from '../core/jobAgain.ts';
import type { ImageInput } from '../core/imageInput.ts';
import { type Quote, sampleQuote } from '../core/quote.ts';
import { isPublicLink } from '../core/uriPath.ts';
import type { Caller } from './batch.ts';
import { checkRequest, soundItem } from './checkBatch.ts';
import type { EngineContext } from './context.ts';
import { duplicateOf } from './duplicates.ts';
import type { Gate } from './ports.ts';
import { CappedRequest, OverBudget } from './refusals.ts';
import type { SeenJobs } from '../core/batch.ts';
import { agreeToRisen, agreeToSpend, type PricedItem } from './spendConsent.ts';

/** Who submits an uncertain job again, and what was agreed to. */
export interface AgainWish {
  readonly caller: Exclude<Caller, { readonly kind: 'agent' }>;
  /** What was known of the jobs of its shot; the uncertain one itself need not be named. */
  readonly seen: SeenJobs;
}

/** The price of submitting a job again, now. */
export function againQuote(context: Pick<EngineContext, 'market'>, { request, origin }: Job): Quote {
  if (origin === sampleOrigin) return sampleQuote;
  const model = modelOfRequest(request);
  return model === undefined
    ? { kind: 'unknown', source: '', date: '' }
    : context.market.quote(request, model);
}

/**
 * Submits what an uncertain job stands for once more, as a new job that takes its place: same origin, shot, take, place and
 * recorded images. The old one keeps its money as unknown, and can still be recovered. Its images have a person's word
 * already: they go where they were sent. Throws VideoPromptError, `job.state` where it was submitted again already.
 */
export async function submitAgain(
  context: EngineContext,
  gate: Gate,
  id: string,
  { caller, seen }: AgainWish,
): Promise<Job> {
  const old = await context.store.get(id);
  if (old === undefined) throw new VideoPromptError('job.unknown', say('job.unknown'), { jobId: id });
  if (!mayBeAgain(old)) throw settled(id);
  if (!gate.isTrusted()) {
    throw new VideoPromptError('workspace.untrusted', say('workspace.untrusted'));
  }
  const item = await check(context, old);
  const isSample = old.origin === sampleOrigin;
  if (!isSample && (await context.endpoints.resolve(old.origin, context.closing)) === undefined) {
    throw new VideoPromptError('key.missing', say('key.none'), { jobId: id });
  }
  const asker = { caller, workspaceKey: old.workspaceKey };
  const first = { items: [item], consent: isSample ? {} : await agreeToSpend(context, gate, [item], asker) };
  const agreed = isSample ? first : await agreeToRisen(context, gate, first, asker);
  const quote = agreed.items[0]?.quote ?? item.quote;
  const now = context.clock.now();
  const job = jobAgain(old, {
    id: context.random.id(now),
    batchId: context.random.id(now),
    dialect: item.model.dialect,
    quote,
    reservedMicroUsd: quote.microUsd ?? agreed.consent.ceilingMicroUsd ?? 0,
    day: context.clock.localDay(now),
    now,
    windowId: context.windowId,
  });
  const { caps } = context.settings();
  const outcome = await context.store.admit([job], caps, {
    seen: new Map([[job.id, { ...seen, agreedSecond: [...seen.agreedSecond, id] }]]),
    supersedes: id,
  });
  switch (outcome.kind) {
    case 'duplicate':
      throw await duplicateOf(context.store, [[job]], outcome.rivals);
    case 'capped':
      throw new CappedRequest(outcome.breach, caps, outcome.totals);
    case 'overBudget':
      throw new OverBudget(outcome.breach);
    case 'settled':
    case 'known':
    // Only agents have one.
    case 'allowance':
      throw settled(id);
    case 'admitted': {
      const admitted = (await context.store.get(job.id)) ?? job;
      for (const one of [admitted, ...outcome.changed]) context.changed.emit(one);
      return admitted;
    }
  }
}

function settled(jobId: string): VideoPromptError {
  return new VideoPromptError('job.state', say('job.settled'), { jobId });
}

/** The catalogue may have changed, and a kept image may be lost. */
async function check(
  context: EngineContext,
  { id, request, images, output, origin }: Job,
): Promise<PricedItem> {
  const left = [...images];
  const inputs: ImageInput[] = [];
  for (const image of request.images) {
    const snapshot = isPublicLink(image.uri) ? undefined : left.shift();
    if (snapshot === undefined) {
      inputs.push({ ...image, kind: isPublicLink(image.uri) ? 'link' : 'missing' });
      continue;
    }
    const bytes = await context.vault.readImage(snapshot).catch((cause: unknown) => {
      throw new VideoPromptError('disk', say('disk.imageGone'), { jobId: id, cause });
    });
    const facts = uploadImage(bytes)?.facts;
    const read = {
      kind: 'read' as const,
      bytes: bytes.byteLength,
      ...(facts === undefined ? {} : { facts }),
      // Kept by a version that did not look.
      ...(facts !== undefined && isCut(bytes, facts.type) ? { damage: 'cut' as const } : {}),
    };
    inputs.push({ ...image, ...(image.clip === undefined ? read : { kind: 'frame' as const }) });
  }
  const { workspaceFolderUri } = output;
  const workspaceFolderUris = workspaceFolderUri === undefined ? [] : [workspaceFolderUri];
  const checked = checkRequest(context, request, inputs, { workspaceFolderUris, origin });
  return soundItem({ request }, checked);
}
