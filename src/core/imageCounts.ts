import { models } from './catalogue/catalogue.ts';
import type { Model } from './catalogue/model.ts';

const mostOfAll = Math.max(...models.map(({ images }) => images.max));

/**
 * Whether the model, or any where it is not known, takes so many images: only then is it worth opening their files. How many
 * there are a prompt file may say for nothing.
 */
export function mayHaveImages(
  { images }: { readonly images: readonly unknown[] },
  model: Model | undefined,
): boolean {
  return images.length <= (model?.images.max ?? mostOfAll);
}
