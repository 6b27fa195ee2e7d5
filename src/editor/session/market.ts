import { type Market, shippedMarket } from '../../core/market.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { readableOrigin } from '../base/settings.ts';
import type { LazySession } from './lazySession.ts';
import { refusedModels } from '../../runtime/refusedModels.ts';
import type { Session } from './session.ts';

/** By CometAPI's list where an earlier use has brought one, else by the catalogue; with what the present key may not use. */
export async function marketOf(session: LazySession, keys: ApiKeys): Promise<Market> {
  return await keyMarket(await session.openIfUsed().catch(() => undefined), keys);
}

/** The same of a session that is open, or of the catalogue alone. */
export async function keyMarket(session: Session | undefined, keys: ApiKeys): Promise<Market> {
  return { ...openMarket(session), refused: await refusedModels(session, keys, readableOrigin()) };
}

/** What is known without a question: models and prices, but not which of them the key may not use. */
export function openMarket(session: Pick<Session, 'market'> | undefined): Market {
  return session?.market ?? shippedMarket;
}
