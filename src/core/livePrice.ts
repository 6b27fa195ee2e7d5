import type { Model } from './catalogue/model.ts';
import type { MicroUsd } from './money.ts';
import { type Priced, type Quote, quoteClip } from './quote.ts';

/** What CometAPI's public list says of a model: one "from" figure without options, so never more than a lower bound. */
export interface LivePrice {
  readonly modelId: string;
  readonly microUsdPerSecond?: MicroUsd;
  readonly microUsdPerRequest?: MicroUsd;
}

/** The list of one day. */
export interface LivePrices {
  /** `YYYY-MM-DD`, of the day it was read. */
  readonly date: string;
  readonly prices: readonly LivePrice[];
}

export type QuoteOf = (request: Priced, model: Model) => Quote;

const source = 'CometAPI model list';

/**
 * The price of one clip by what the extension knows and what CometAPI says today. A price published for exactly these
 * options stays, unless the list begins above the model's cheapest option: then prices have risen since, the higher
 * amount counts and it is a lower bound. Never below the shipped price.
 */
export function quoteWith(request: Priced, model: Model, live: LivePrices | undefined): Quote {
  const shipped = quoteClip(request, model);
  const listed = live?.prices.find(({ modelId }) => modelId === model.id);
  if (live === undefined || listed === undefined) return shipped;
  const perSecond = timesSeconds(listed.microUsdPerSecond, request.seconds);
  const bound = Math.max(perSecond ?? 0, listed.microUsdPerRequest ?? 0);
  if (bound === 0) return shipped;
  const bounded: Quote = { microUsd: bound, kind: 'at-least', source, date: live.date };
  if (shipped.microUsd === undefined) return bounded;
  if (!hasRisen(model, listed, request.seconds)) return shipped;
  return { ...bounded, microUsd: Math.max(shipped.microUsd, bound) };
}

function hasRisen(model: Model, listed: LivePrice, seconds: number): boolean {
  const cheapest = Math.min(...model.pricing.rates.map((rate) => rate.microUsdPerSecond));
  return (listed.microUsdPerSecond ?? 0) > cheapest || (listed.microUsdPerRequest ?? 0) > cheapest * seconds;
}

function timesSeconds(perSecond: MicroUsd | undefined, seconds: number): MicroUsd | undefined {
  if (perSecond === undefined) return undefined;
  const amount = perSecond * seconds;
  return Number.isSafeInteger(amount) && amount >= 0 ? amount : undefined;
}
