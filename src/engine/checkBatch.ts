import type { SubmitItem } from '../core/batch.ts';
import type { Model } from '../core/catalogue/model.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { withFrame } from '../core/follower.ts';
import type { ImageInput } from '../core/imageInput.ts';
import { mayHaveImages } from '../core/imageCounts.ts';
import { sampleOrigin } from '../core/job.ts';
import { type Finding, firstError, isSendable, preflight } from '../core/preflight.ts';
import { type Quote, sampleQuote, totalPrice, type TotalPrice } from '../core/quote.ts';
import type { VideoRequest } from '../core/request.ts';
import { BatchImages } from './batchImages.ts';
import { type Batch, isUnattended } from './batch.ts';
import type { LeavingImage, SpendItem, SpendQuestion } from './consent.ts';
import type { EngineContext } from './context.ts';
import { expectedFrame } from './follows.ts';
import type { Gate, Images, UploadConsent } from './ports.ts';
import { RefusedRequest } from './refusals.ts';
import { isWithinAllowance, reasonToAsk } from './spendConsent.ts';
import { unagreedImages } from './uploadConsent.ts';

export interface AdmissionPorts {
  readonly gate: Gate;
  readonly images: Images;
  readonly uploads: UploadConsent;
}

/** A batch that is not submitted yet: where its clips go may still be open. */
export interface AskedBatch extends Pick<Batch, 'origin' | 'caller'> {
  readonly items: readonly SubmitItem[];
  /** One of these folders is the place of what has none yet. */
  readonly workspaceFolderUris: readonly string[];
}

/** A request as it will be sent, and what preflight says of it. */
export interface CheckedRequest {
  /** What the price goes by: with a frame that is still to come. */
  readonly priced: VideoRequest;
  /** Undefined: there is none of this id. */
  readonly model: Model | undefined;
  /** Of one clip; undefined without a model. */
  readonly quote: Quote | undefined;
  readonly findings: readonly Finding[];
}

/** What stands in the way of a batch. Nothing is reserved, kept or asked. */
export interface BatchLook {
  /** In the order of the batch. */
  readonly items: readonly CheckedRequest[];
  /** Looked for only where every request is sound. */
  readonly isKeyMissing: boolean;
  /** As they lay at their places: what is submitted with this look is not read again. */
  readonly images: BatchImages;
}

/** The same, and what it would cost. */
export interface BatchCheck extends BatchLook {
  /** Of all that has a model. */
  readonly total: TotalPrice;
  /** Why the caller would be asked about the price; undefined: nobody is, or a request is not sound. */
  readonly reason: SpendQuestion['reason'] | undefined;
  /** Images that nobody has agreed to upload yet. */
  readonly unagreed: readonly LeavingImage[];
}

/**
 * What admission looks at before it asks or reserves anything: trust, preflight with the images as they are, and the key.
 * `images`: what an earlier look has read. Throws VideoPromptError `workspace.untrusted`, and where what an item waits for
 * will never come.
 */
export async function lookAtBatch(
  context: EngineContext,
  ports: AdmissionPorts,
  batch: AskedBatch,
  images = new BatchImages(ports.images),
): Promise<BatchLook> {
  if (!ports.gate.isTrusted()) throw new VideoPromptError('workspace.untrusted', say('workspace.untrusted'));
  const items = await checkItems(context, batch, images);
  const isKeyMissing =
    batch.origin !== sampleOrigin &&
    isSound(items) &&
    (await context.endpoints.resolve(batch.origin, context.closing)) === undefined;
  return { items, isKeyMissing, images };
}

/** The same for surfaces and agents, which want to know what would be asked. */
export async function checkBatch(
  context: EngineContext,
  ports: AdmissionPorts,
  batch: AskedBatch,
): Promise<BatchCheck> {
  const look = await lookAtBatch(context, ports, batch);
  const priced = batch.items.flatMap((item, index) => spendItem(item, look.items[index]));
  const isAsked = batch.origin !== sampleOrigin && isSound(look.items);
  return {
    ...look,
    total: totalPrice(priced),
    reason:
      isAsked && !(await isNotAsked(context, ports.gate, priced, batch.caller))
        ? reasonToAsk(context, ports.gate, priced, batch.caller)
        : undefined,
    unagreed: unagreedImages(ports.uploads, look.images.leaving(), batch.origin),
  };
}

async function isNotAsked(
  context: EngineContext,
  gate: Gate,
  items: readonly SpendItem[],
  caller: Batch['caller'],
): Promise<boolean> {
  if (caller.kind === 'agent') return await isWithinAllowance(context, gate, items);
  return isUnattended(caller, context.settings());
}

function isSound(items: readonly CheckedRequest[]): boolean {
  return items.every(({ findings }) => isSendable(findings));
}

async function checkItems(
  context: EngineContext,
  batch: AskedBatch,
  images: BatchImages,
): Promise<readonly CheckedRequest[]> {
  const isTooMany = batch.items.map(
    ({ request }) => !mayHaveImages(request, context.market.find(request.model)),
  );
  if (isTooMany.includes(true)) {
    // Then none is opened, and nothing is said of requests that cannot be known without.
    return batch.items.map(({ request, output }, index) => {
      const checked = checkRequest(context, request, [], placeOf(batch, output));
      return isTooMany[index] === true ? checked : { ...checked, findings: [] };
    });
  }
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
  return batch.items.map((item, index) => {
    const { request, inputs } = expected(item, looked[index] ?? [], frames[index]);
    return checkRequest(context, request, inputs, placeOf(batch, item.output));
  });
}

/** One request by itself, with what was found at the places of its images. */
export function checkRequest(
  { market }: Pick<EngineContext, 'market'>,
  request: VideoRequest,
  inputs: readonly ImageInput[],
  place: { readonly origin: string; readonly workspaceFolderUris: readonly string[] },
): CheckedRequest {
  const model = market.find(request.model);
  const findings = preflight(request, model, inputs, place);
  if (model === undefined) return { priced: request, model, quote: undefined, findings };
  const quote = place.origin === sampleOrigin ? sampleQuote : market.quote(request, model);
  return { priced: request, model, quote, findings };
}

/** A request with its price that nothing stands in the way of. */
export type SoundItem = SpendItem & Pick<CheckedRequest, 'priced'>;

/** Throws RefusedRequest with every finding of the first request that is refused. */
export function requireSound<Item extends Pick<SubmitItem, 'request' | 'source'>>(
  items: readonly Item[],
  checked: readonly CheckedRequest[],
): readonly (Item & SoundItem)[] {
  return items.map((item, index) => soundItem(item, checked[index], index));
}

/** The same of one; `index`: its place in the batch. */
export function soundItem<Item extends Pick<SubmitItem, 'request' | 'source'>>(
  item: Item,
  { model, quote, priced = item.request, findings = [] }: Partial<CheckedRequest> = {},
  index = 0,
): Item & SoundItem {
  const first = firstError(findings);
  if (first !== undefined) throw new RefusedRequest(item.request, first, findings, index);
  if (model === undefined || quote === undefined)
    throw new VideoPromptError(
      'request.invalid',
      say('request.modelUnknown', { model: item.request.model }),
      { field: 'model' },
    );
  const clips = item.request.variants ?? 1;
  if (item.source !== undefined && clips > 1)
    throw new VideoPromptError('request.invalid', say('request.takesApart'), { field: 'variants' });
  return { ...item, model, clips, quote, priced };
}

function placeOf({ origin, workspaceFolderUris }: AskedBatch, output: SubmitItem['output']) {
  if (output === undefined) return { origin, workspaceFolderUris };
  const { workspaceFolderUri } = output;
  return { origin, workspaceFolderUris: workspaceFolderUri === undefined ? [] : [workspaceFolderUri] };
}

function spendItem({ request }: SubmitItem, checked: CheckedRequest | undefined): readonly SpendItem[] {
  const { model, quote } = checked ?? {};
  if (model === undefined || quote === undefined) return [];
  return [{ request, model, clips: request.variants ?? 1, quote }];
}

/** The request and its images as they will be when it is sent. */
function expected({ request, follows }: SubmitItem, looked: readonly ImageInput[], frame?: ImageInput) {
  if (follows === undefined || frame === undefined) return { request, inputs: looked };
  return {
    request: withFrame(request, follows, { uri: frame.uri, role: frame.role }),
    inputs: looked.toSpliced(follows.at, 0, frame),
  };
}
