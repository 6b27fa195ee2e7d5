import { findModel, models } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { unchartedModels } from '../core/catalogue/uncharted.ts';
import type { PriceBook } from './priceBook.ts';

/** The models of the catalogue, and those that only CometAPI's list has. */
export interface ModelBook {
  find(id: string): Model | undefined;
  /** The catalogue's first. */
  all(): readonly Model[];
}

export function createModelBook({ listed }: Pick<PriceBook, 'listed'>): ModelBook {
  let known: { readonly of: ReturnType<PriceBook['listed']>; readonly models: readonly Model[] } | undefined;
  const others = () => {
    const list = listed();
    if (known === undefined || known.of !== list) known = { of: list, models: unchartedModels(list) };
    return known.models;
  };
  return {
    find: (id) => findModel(id) ?? others().find((model) => model.id === id),
    all: () => [...models, ...others()],
  };
}
