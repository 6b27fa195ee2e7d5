import { findModel, models } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { unchartedModels } from '../core/catalogue/uncharted.ts';
import type { Market } from '../core/market.ts';
import type { PriceBook } from './priceBook.ts';

/**
 * The models of the catalogue, then those that only CometAPI's list has, at the prices of both, always as they are known
 * now. What a key may not use is not known here.
 */
export function createListedMarket({ listed, quote }: Pick<PriceBook, 'listed' | 'quote'>): Market {
  let known: { readonly of: ReturnType<PriceBook['listed']>; readonly models: readonly Model[] } | undefined;
  const others = () => {
    const list = listed();
    if (known === undefined || known.of !== list) known = { of: list, models: unchartedModels(list) };
    return known.models;
  };
  return {
    get models() {
      return [...models, ...others()];
    },
    find: (id) => findModel(id) ?? others().find((model) => model.id === id),
    quote,
    refused: new Set(),
    isWhole: true,
  };
}
