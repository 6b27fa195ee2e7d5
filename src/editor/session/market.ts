import { type Market, shippedMarket } from '../../core/market.ts';
import type { ApiKeys } from './apiKeys.ts';
import type { LazySession } from './lazySession.ts';
import { refusedModels } from './refusedModels.ts';
import type { Session } from './session.ts';

/** By CometAPI's list where an earlier use has brought one, else by the catalogue. */
export async function marketOf(session: LazySession, keys: ApiKeys): Promise<Market> {
  const current = await session.openIfUsed().catch(() => undefined);
  return { ...openMarket(current), refused: await refusedModels(current, keys) };
}

/** What is known without a question: models and prices, but not which of them the key may not use. */
export function openMarket(session: Session | undefined): Market {
  if (session === undefined) return shippedMarket;
  const { models, prices } = session;
  return {
    get models() {
      return models.all();
    },
    find: (id) => models.find(id),
    quote: prices.quote,
    refused: new Set(),
  };
}
