import type { Model } from './catalogue/model.ts';
import { adaptRequest } from './defaults.ts';
import type { Dropped } from './dropped.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Market } from './market.ts';
import { preflight } from './preflight.ts';
import type { ImageInput } from './imageInput.ts';
import { type Quote, timesQuote } from './quote.ts';
import { isWish } from './requestOptions.ts';
import type { VideoRequest } from './request.ts';

/**
 * What a model can do of a request: all of it (`able`), not without a change (`changed`), nobody knows (`uncharted`),
 * nothing with the present key (`refused`) or at all (`retired`).
 */
export type Fit = 'able' | 'changed' | 'uncharted' | 'refused' | 'retired';

export interface Comparison {
  readonly model: Model;
  readonly fit: Fit;
  /** The same request as this model would take it. */
  readonly request: VideoRequest;
  readonly dropped: readonly Dropped[];
  /** What would still be wrong then, or not be heard. */
  readonly obstacles: readonly Finding[];
  /** Of all its clips together. */
  readonly quote: Quote;
}

export interface ComparedWith extends Pick<Market, 'models' | 'find' | 'refused' | 'quote'> {
  /** What was found at the places of the request's images; empty while nobody has looked. */
  readonly inputs: readonly ImageInput[];
}

const order: readonly Fit[] = ['able', 'changed', 'uncharted', 'refused', 'retired'];

/** Every model against one request: those that can do it first, and among equals the cheapest. */
export function compareModels(request: VideoRequest, parts: ComparedWith): readonly Comparison[] {
  return parts.models
    .map((model) => compareModel(request, model, parts))
    .sort(
      (one, other) =>
        order.indexOf(one.fit) - order.indexOf(other.fit) ||
        priceOf(one) - priceOf(other) ||
        Number(one.quote.kind !== 'listed') - Number(other.quote.kind !== 'listed') ||
        (one.model.label < other.model.label ? -1 : 1),
    );
}

export function compareModel(
  asked: VideoRequest,
  model: Model,
  { inputs, refused, quote }: Pick<ComparedWith, 'inputs' | 'refused' | 'quote'>,
): Comparison {
  const { request, dropped } = adaptRequest(asked, model);
  const kept = request.images.flatMap((image) => {
    const input = inputs.find(({ uri }) => uri === image.uri);
    return input === undefined ? [] : [{ ...input, role: image.role }];
  });
  const looked = kept.length === request.images.length ? kept : [];
  const obstacles = preflight(request, model, looked).filter(isObstacle);
  const isChanged = dropped.length > 0 || obstacles.length > 0;
  return {
    model,
    fit: fitOf(model, refused, isChanged),
    request,
    dropped,
    obstacles,
    quote: timesQuote(quote(request, model), request.variants ?? 1),
  };
}

function fitOf(model: Model, refused: ReadonlySet<string>, isChanged: boolean): Fit {
  if (model.lifecycle.stage === 'retired') return 'retired';
  if (refused.has(model.id)) return 'refused';
  if (model.isUncharted === true) return 'uncharted';
  return isChanged ? 'changed' : 'able';
}

/** Whether another model can settle a finding. A code that is missing here does not compile. */
const settledByModel: Readonly<Record<FindingCode, boolean>> = {
  'prompt.empty': false,
  'prompt.tooLong': true,
  'prompt.imageMissing': false,
  'prompt.imageRemoved': false,
  'model.unknown': true,
  'model.retired': true,
  'model.refused': true,
  'model.unstable': true,
  'seconds.set': true,
  'seconds.range': true,
  'seconds.none': true,
  'seconds.lastFrame': true,
  'aspectRatio.unsupported': true,
  'resolution.unsupported': true,
  'resolution.notInAspectRatio': true,
  'mode.unsupported': true,
  'mode.none': true,
  'image.tooLong': true,
  'images.tooFew': true,
  'images.unsupported': true,
  'images.tooMany': true,
  'images.tooManyOfRole': true,
  'images.lastNeedsFirst': true,
  'images.framesAndReferences': true,
  'image.role': true,
  'image.missing': false,
  'image.directory': false,
  'image.unreadable': false,
  'image.empty': false,
  'image.tooLarge': true,
  'image.unrecognized': false,
  'image.cut': false,
  'image.damaged': false,
  'image.linkNeeded': true,
  'image.fileNeeded': true,
  'image.type': true,
  'image.shape': true,
  'image.turned': true,
  'image.exactSize': true,
  'image.tooSmall': true,
  'image.tooManyPixels': true,
  'image.transparent': true,
  'variants.range': false,
  'seed.range': false,
  'seed.unsupported': true,
  'negativePrompt.tooLong': true,
  'negativePrompt.unsupported': true,
  'audio.always': true,
  'audio.never': true,
  'audio.unsupported': true,
  'remixOf.unsupported': true,
  'remixOf.task': true,
  'remixOf.origin': true,
  'remixOf.images': true,
  'output.variable': true,
  'output.unsafe': false,
};

/** Errors, and wishes that would not be heard; the model's own state is its fit. */
function isObstacle({ severity, field, code }: Finding): boolean {
  if (!settledByModel[code] || field === 'model') return false;
  return severity === 'error' || (isWish(field) && field !== 'mode');
}

/** An unknown price is no low one. */
function priceOf({ quote }: Comparison): number {
  return quote.microUsd ?? Number.MAX_SAFE_INTEGER;
}
