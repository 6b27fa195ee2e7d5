import { findModel, models } from '../../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../../src/core/catalogue/model.ts';

/** The catalogue with one more model, until the end of the block. */
export function withModel(model: Model): Disposable & { readonly model: Model } {
  if (findModel(model.id) !== undefined) throw new Error(`The catalogue has a model ${model.id} already.`);
  const all = models as Model[];
  all.push(model);
  return {
    model,
    [Symbol.dispose]: () => {
      all.splice(all.indexOf(model), 1);
    },
  };
}
