import type { Model, SizeOption } from './model.ts';
import { seedance20 } from './seedance.ts';
import { veo31Fast, veo31Full } from './veo.ts';

/** Every model the extension can use; the default one first. */
export const models: readonly Model[] = [veo31Fast, veo31Full, seedance20];

export const defaultModel: Model = veo31Fast;
export const defaultModelId: string = defaultModel.id;

/** The model with exactly this id, or undefined. */
export function findModel(id: string): Model | undefined {
  return models.find((model) => model.id === id);
}

/** All lengths the model can make, shortest first. */
export function secondsOf(model: Model): readonly number[] {
  const { seconds } = model;
  switch (seconds.kind) {
    case 'set':
      return [...seconds.values].sort((one, other) => one - other);
    case 'range':
      return Array.from(
        { length: Math.max(0, seconds.max - seconds.min + 1) },
        (_, index) => seconds.min + index,
      );
    case 'none':
      return [0];
  }
}

/** The length that costs least. */
export function shortestSeconds(model: Model): number {
  return secondsOf(model)[0] ?? 1;
}

/** The aspect ratios the model can make, in the catalogue's order. */
export function aspectRatiosOf(model: Model): readonly string[] {
  return [...new Set(model.sizes.map((size) => size.aspectRatio))];
}

/** The resolutions the model can make in this aspect ratio, smallest first; none where it lacks the ratio. */
export function resolutionsOf(model: Model, aspectRatio: string): readonly string[] {
  return model.sizes.filter((size) => size.aspectRatio === aspectRatio).map((size) => size.resolution);
}

export function findSize(model: Model, aspectRatio: string, resolution: string): SizeOption | undefined {
  return model.sizes.find((size) => size.aspectRatio === aspectRatio && size.resolution === resolution);
}
