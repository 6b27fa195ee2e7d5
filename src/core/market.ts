import { findModel, models } from './catalogue/catalogue.ts';
import type { Model } from './catalogue/model.ts';
import { unchartedModel } from './catalogue/uncharted.ts';
import type { QuoteOf } from './livePrice.ts';
import { type PricedRequest, type Quote, quoteClip } from './quote.ts';
import type { VideoRequest } from './request.ts';

/** The models of now, what they cost, and which of them the present key may not use. */
export interface Market {
  readonly models: readonly Model[];
  readonly find: (id: string) => Model | undefined;
  /** The price of one clip. */
  readonly quote: QuoteOf;
  /** Ids of models that the provider refused to the present key. */
  readonly refused: ReadonlySet<string>;
}

/** What the extension ships with, where nothing newer is known. */
export const shippedMarket: Market = { models, find: findModel, quote: quoteClip, refused: new Set() };

/** The price of one clip, also where nobody knows the model: then it is unknown. */
export function quoteIn(
  { find, quote }: Pick<Market, 'find' | 'quote'>,
  request: PricedRequest & Pick<VideoRequest, 'model'>,
): Quote {
  return quote(request, find(request.model) ?? unchartedModel(request.model));
}
