import { findModel, models } from '../../../core/catalogue/catalogue.ts';
import type { Model } from '../../../core/catalogue/model.ts';
import type { QuoteOf } from '../../../core/livePrice.ts';
import { quoteClip } from '../../../core/quote.ts';
import type { ApiKeys } from '../../apiKeys.ts';
import type { LazySession } from '../../lazySession.ts';
import { refusedModels } from '../../refusedModels.ts';

/** The models of now and what they cost. */
export interface Market {
  readonly models: readonly Model[];
  readonly find: (id: string) => Model | undefined;
  readonly quote: QuoteOf;
  /** Ids of models that the provider refused to the present key. */
  readonly refused: ReadonlySet<string>;
}

/** By CometAPI's list where an earlier use has brought one, else by the catalogue. */
export async function marketOf(session: LazySession, keys: ApiKeys): Promise<Market> {
  const current = await session.openIfUsed().catch(() => undefined);
  if (current === undefined) return { models, find: findModel, quote: quoteClip, refused: new Set() };
  return {
    models: current.models.all(),
    find: (id) => current.models.find(id),
    quote: current.prices.quote,
    refused: await refusedModels(current, keys),
  };
}
