import type { Model, SizeOption } from './model.ts';
import { flux3 } from './flux.ts';
import { happyHorse10, happyHorse11 } from './happyHorse.ts';
import { grokImagine, grokImagine15 } from './grok.ts';
import { kling30Turbo, klingV21Master, klingV25Turbo, klingV26, klingV3 } from './kling.ts';
import { mjFastVideo } from './midjourney.ts';
import { miniMaxH3 } from './miniMax.ts';
import { omniFast } from './omni.ts';
import { gen3aTurbo } from './runway.ts';
import {
  seedance10Pro,
  seedance15Pro,
  seedance15ProAlias,
  seedance20,
  seedance20Fast,
  seedance20Mini,
  seedance25,
} from './seedance.ts';
import { sora2Pro, sora2Standard } from './sora.ts';
import { veo31All, veo31Fast, veo31Full, veo31Lite, veo31Pro, veo3Fast, veo3Full, veo3Pro } from './veo.ts';
import { viduQ3, viduQ3Turbo } from './vidu.ts';
import { wan26, wan27, wan30 } from './wan.ts';

/** Every model the extension can use; the default one first. */
export const models: readonly Model[] = [
  veo31Fast,
  veo31Full,
  veo31Pro,
  veo31Lite,
  veo3Pro,
  veo3Full,
  veo3Fast,
  veo31All,
  seedance20,
  seedance20Fast,
  seedance20Mini,
  seedance25,
  seedance15Pro,
  seedance15ProAlias,
  seedance10Pro,
  grokImagine,
  grokImagine15,
  klingV3,
  kling30Turbo,
  klingV26,
  klingV25Turbo,
  klingV21Master,
  mjFastVideo,
  viduQ3,
  viduQ3Turbo,
  wan30,
  wan27,
  wan26,
  happyHorse11,
  happyHorse10,
  miniMaxH3,
  flux3,
  omniFast,
  gen3aTurbo,
  sora2Standard,
  sora2Pro,
];

export const defaultModel: Model = veo31Fast;

/** The model with exactly this id, or undefined. */
export function findModel(id: string): Model | undefined {
  return models.find((model) => model.id === id);
}

/** The model's name for people; of one that the catalogue lacks its id. */
export function modelLabel(id: string): string {
  return findModel(id)?.label ?? id;
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
