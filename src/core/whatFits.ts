import { findSize, models, resolutionsOf } from './catalogue/catalogue.ts';
import type { Model } from './catalogue/model.ts';
import { adaptRequest, legalSeconds } from './defaults.ts';
import type { MicroUsd } from './money.ts';
import { type Quote, quoteClip, timesQuote } from './quote.ts';
import type { VideoRequest } from './request.ts';

/** A change of a request that makes it cost no more than what is left. */
export interface Offer {
  readonly change: 'variants' | 'seconds' | 'resolution' | 'model';
  readonly request: VideoRequest;
  /** Of all its clips together; always known. */
  readonly quote: Quote & { readonly microUsd: MicroUsd };
}

/**
 * What of a request fits into `leftMicroUsd`: fewer variants, shorter, smaller, another model, at most one of each kind,
 * each as near to what was asked for as possible. Only prices that are published for exactly the options are offered, and
 * only requests that keep the prompt and every image.
 */
export function whatFits(
  request: VideoRequest,
  model: Model,
  leftMicroUsd: MicroUsd,
  quoteOf: (request: VideoRequest, model: Model) => Quote = quoteClip,
): readonly Offer[] {
  const price = (changed: VideoRequest, of: Model) => timesQuote(quoteOf(changed, of), changed.variants ?? 1);
  const asked = price(request, model).microUsd;
  const fitting = (
    change: Offer['change'],
    candidates: readonly { readonly request: VideoRequest; readonly model: Model }[],
  ): readonly Offer[] => {
    for (const candidate of candidates) {
      const { microUsd, ...quote } = price(candidate.request, candidate.model);
      if (microUsd === undefined || quote.kind !== 'listed' || microUsd > leftMicroUsd) continue;
      if (asked !== undefined && microUsd >= asked) continue;
      return [{ change, request: candidate.request, quote: { ...quote, microUsd } }];
    }
    return [];
  };
  return [
    ...fitting('variants', fewer(request, model)),
    ...fitting('seconds', shorter(request, model)),
    ...fitting('resolution', smaller(request, model)),
    ...fitting('model', others(request, model)),
  ];
}

function fewer(request: VideoRequest, model: Model) {
  const variants = request.variants ?? 1;
  return Array.from({ length: variants - 1 }, (_, index) => ({
    request: { ...request, variants: variants - 1 - index },
    model,
  }));
}

function shorter(request: VideoRequest, model: Model) {
  return legalSeconds(model, request.images)
    .filter((seconds) => seconds < request.seconds)
    .sort((one, other) => other - one)
    .map((seconds) => ({ request: { ...request, seconds }, model }));
}

/** Resolutions of the same shape, the largest that is smaller first. */
function smaller(request: VideoRequest, model: Model) {
  const pixels = (resolution: string) => {
    const size = findSize(model, request.aspectRatio, resolution);
    return (size?.width ?? 0) * (size?.height ?? 0);
  };
  return resolutionsOf(model, request.aspectRatio)
    .filter((resolution) => pixels(resolution) < pixels(request.resolution))
    .sort((one, other) => pixels(other) - pixels(one))
    .map((resolution) => ({ request: { ...request, resolution }, model }));
}

/** Models that can do the very same; the dearest first, which is likely the best. */
function others(request: VideoRequest, model: Model) {
  return models
    .filter(({ id, lifecycle }) => id !== model.id && lifecycle.stage !== 'retired')
    .flatMap((other) => {
      const adapted = adaptRequest(request, other);
      return adapted.dropped.length === 0 ? [{ request: adapted.request, model: other }] : [];
    })
    .sort(
      (one, other) =>
        (quoteClip(other.request, other.model).microUsd ?? 0) -
        (quoteClip(one.request, one.model).microUsd ?? 0),
    );
}
