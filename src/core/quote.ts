import type { Model, PriceKind } from './catalogue/model.ts';
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

/** What of a request its price depends on. */
export type Priced = Pick<VideoRequest, 'seconds' | 'resolution' | 'remixOf'>;

/**
 * The price of one clip (variants are separate jobs, each with this quote). Nobody published what a remix costs: it is
 * made like a clip of the same length, so that price is a lower bound.
 */
export function quoteClip(request: Priced, model: Model): Quote {
  const { rates, source, date } = model.pricing;
  const rate = rates.find((one) => one.resolutions?.includes(request.resolution) ?? true);
  if (rate === undefined) return { kind: 'unknown', source, date };
  const microUsd = rate.microUsdPerSecond * request.seconds;
  // Seconds that are no whole number are refused elsewhere; they must not become money here.
  if (!Number.isSafeInteger(microUsd) || microUsd < 0) return { kind: 'unknown', source, date };
  return { microUsd, kind: request.remixOf === undefined ? rate.kind : 'at-least', source, date };
}

/** A price in a sample clip's world: nothing is bought. */
export const sampleQuote: Quote = { microUsd: 0, kind: 'listed', source: 'simulator', date: '' };

/** The price of a whole submission of equal clips. */
export function timesQuote(quote: Quote, clips: number): Quote {
  return quote.microUsd === undefined ? quote : { ...quote, microUsd: quote.microUsd * clips };
}

export function isSamePrice(one: Quote, other: Quote): boolean {
  return one.kind === other.kind && one.microUsd === other.microUsd;
}
