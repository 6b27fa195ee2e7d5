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
  /** False: CometAPI's list could not be asked yet, and may have more models than these. */
  readonly isWhole: boolean;
}

/** What the extension ships with, where nothing newer is known. */
export const shippedMarket: Market = {
  models,
  find: findModel,
  quote: quoteClip,
  refused: new Set(),
  isWhole: false,
};

/** The model of an id; of one that nobody knows no more is said than the id. */
export function modelIn({ find }: Pick<Market, 'find'>, id: string): Model {
  return find(id) ?? unchartedModel(id);
}

/** The model that a request is checked against; undefined: there is none of this id. */
export function presumedModel({ find, isWhole }: Pick<Market, 'find' | 'isWhole'>, id: string) {
  return find(id) ?? (isWhole ? undefined : unchartedModel(id));
}

/** The price of one clip, also where nobody knows the model: then it is unknown. */
export function quoteIn(
  market: Pick<Market, 'find' | 'quote'>,
  request: PricedRequest & Pick<VideoRequest, 'model'>,
): Quote {
  return market.quote(request, modelIn(market, request.model));
}
