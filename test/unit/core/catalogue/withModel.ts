import { models } from '../../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../../src/core/catalogue/model.ts';

/** The catalogue with this model, in place of one of the same id, until the end of the block. */
export function withModel(model: Model): Disposable & { readonly model: Model } {
  const all = models as Model[];
  const before = [...models];
  const at = all.findIndex(({ id }) => id === model.id);
  if (at < 0) all.push(model);
  else all.splice(at, 1, model);
  return {
    model,
    [Symbol.dispose]: () => void all.splice(0, all.length, ...before),
  };
}
