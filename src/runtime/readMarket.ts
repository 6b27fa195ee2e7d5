import { readPriceList } from '../comet/priceList.ts';
import type { TransportOptions } from '../comet/transport.ts';
import { quoteWith } from '../core/livePrice.ts';
import type { Market } from '../core/market.ts';
import { createListedMarket } from '../engine/listedMarket.ts';

/**
 * The models and prices by CometAPI's public list as it is now, asked for without a key and kept nowhere. `day`: the local
 * date, `YYYY-MM-DD`. Undefined where no list came, or one without a video model. Throws only the abort.
 */
export async function readMarket(
  origin: string,
  day: string,
  network: TransportOptions,
  signal: AbortSignal,
): Promise<Market | undefined> {
  const prices = await readPriceList(origin, signal, network);
  if (prices === undefined || prices.length === 0) return undefined;
  const list = { date: day, prices };
  return createListedMarket({
    listed: () => list,
    quote: (request, model) => quoteWith(request, model, list),
  });
}
