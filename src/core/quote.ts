import type { Model, PriceKind, PriceRate } from './catalogue/model.ts';
import type { MicroUsd } from './money.ts';
import type { VideoRequest } from './request.ts';

/** What one clip of a request costs by published prices. */
export interface Quote {
  /** Absent exactly when the kind is `unknown`. */
  readonly microUsd?: MicroUsd;
  readonly kind: PriceKind;
  readonly source: string;
  readonly date: string;
}

/**
 * The price of one clip (variants are separate jobs, each with this quote). Nobody published what a remix costs: it is
 * made like a clip of the same length, so that price is a lower bound.
 */
export function quoteClip(request: PricedRequest, model: Model): Quote {
  const { rates, microUsdPerImage = 0, source, date } = model.pricing;
  const unknown: Quote = { kind: 'unknown', source, date };
  const rate = rates.find((one) => isRateOf(one, request, model));
  const clip = rate === undefined ? undefined : clipMicroUsd(rate, request.seconds);
  if (rate === undefined || clip === undefined) return unknown;
  const onTop = microUsdPerImage * (request.images?.length ?? 0);
  const microUsd = clip + onTop;
  // Seconds that are no whole number are refused elsewhere; they must not become money here.
  if (!Number.isSafeInteger(microUsd) || microUsd < 0) return unknown;
  const isExact = onTop === 0 && request.remixOf === undefined;
  return { microUsd, kind: isExact ? rate.kind : 'at-least', source, date };
}

function isRateOf(
  { resolutions, modes, withAudio }: PriceRate,
  request: PricedRequest,
  model: Model,
): boolean {
  const mode = request.mode ?? model.modes?.[0]?.id;
  return (
    (resolutions?.includes(request.resolution) ?? true) &&
    (modes === undefined || (mode !== undefined && modes.includes(mode))) &&
    (withAudio === undefined || request.audio === true)
  );
}

/** What a price goes by. */
export type PricedRequest = Pick<VideoRequest, 'seconds' | 'resolution' | 'remixOf'> &
  Partial<Pick<VideoRequest, 'images' | 'mode' | 'audio'>>;

/** A price by the second says nothing of a clip whose length the model decides. */
export function clipMicroUsd(rate: PriceRate, seconds: number): MicroUsd | undefined {
  if ('microUsdPerClip' in rate) return rate.microUsdPerClip;
  return seconds === 0 ? undefined : rate.microUsdPerSecond * seconds;
}

/** A price in a sample clip's world: nothing is bought. */
export const sampleQuote: Quote = { microUsd: 0, kind: 'listed', source: 'simulator', date: '' };

/** What several clips cost together. */
export interface TotalPrice {
  /** Those of known price. */
  readonly microUsd: MicroUsd;
  /** Of those: whether it is exact or a lower bound. */
  readonly kind: Exclude<PriceKind, 'unknown'>;
  /** How many have no known price; these come on top. */
  readonly unknownClips: number;
}

export function totalPrice(items: readonly { readonly quote: Quote; readonly clips: number }[]): TotalPrice {
  const unknown = items.filter(({ quote }) => quote.microUsd === undefined);
  return {
    microUsd: items.reduce((sum, { quote, clips }) => sum + (quote.microUsd ?? 0) * clips, 0),
    kind: items.some(({ quote }) => quote.kind === 'at-least') ? 'at-least' : 'listed',
    unknownClips: unknown.reduce((sum, { clips }) => sum + clips, 0),
  };
}

/** Undefined where the price of any clip is unknown. */
export function knownTotal({ microUsd, unknownClips }: TotalPrice): MicroUsd | undefined {
  return unknownClips === 0 ? microUsd : undefined;
}

/** The price of a whole submission of equal clips. */
export function timesQuote(quote: Quote, clips: number): Quote {
  return quote.microUsd === undefined ? quote : { ...quote, microUsd: quote.microUsd * clips };
}

export function isSamePrice(one: Quote, other: Quote): boolean {
  return one.kind === other.kind && one.microUsd === other.microUsd;
}

/**
 * Whether a price asks for more than the one that was agreed to: a higher amount, or one that is known less well. A price
 * that nobody knew was agreed to up to `ceilingMicroUsd`; without one, whatever it turns out to be.
 */
export function isDearer(now: Quote, agreed: Quote, ceilingMicroUsd?: MicroUsd): boolean {
  if (now.microUsd === undefined) return agreed.microUsd !== undefined;
  if (agreed.microUsd === undefined) return ceilingMicroUsd !== undefined && now.microUsd > ceilingMicroUsd;
  return now.microUsd > agreed.microUsd || (agreed.kind === 'listed' && now.kind !== 'listed');
}
