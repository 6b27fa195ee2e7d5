import { type LivePrice, type LivePrices, listSource } from '../livePrice.ts';
import { automatic, maxPromptCharacters, type VideoRequest } from '../request.ts';
import { findModel } from './catalogue.ts';
import type { Model } from './model.ts';

/** A model of which no more is known than that the unified endpoints speak of it: it gets the prompt alone. */
export function unchartedModel(id: string, listed: Partial<LivePrice> = {}, date = ''): Model {
  const { microUsdPerSecond } = listed;
  return {
    id,
    label: id,
    family: 'Other models',
    dialect: 'unified',
    lifecycle: { stage: 'available' },
    seconds: { kind: 'none' },
    sizes: [{ aspectRatio: automatic, resolution: automatic, wire: automatic }],
    images: {
      roles: {},
      max: 0,
      types: [],
      maxBytes: 0,
      lastNeedsFirst: false,
      framesExcludeReferences: false,
    },
    audio: 'unknown',
    maxPromptCharacters,
    contentEndpoint: true,
    pricing: {
      rates: microUsdPerSecond === undefined ? [] : [{ microUsdPerSecond, kind: 'at-least' }],
      source: listSource,
      date,
    },
    isUncharted: true,
    notes: [],
  };
}

/** The models that the list has and the catalogue lacks, as far as it says an endpoint that is spoken here. */
export function unchartedModels(live: LivePrices | undefined): readonly Model[] {
  if (live === undefined) return [];
  return live.prices
    .filter(({ modelId, dialect }) => dialect === 'unified' && findModel(modelId) === undefined)
    .map((listed) => unchartedModel(listed.modelId, listed, live.date));
}

/** The catalogue's entry; of any other id no more is taken for known than the id. Preflight says where nobody knows it. */
export function modelOrUncharted(id: string): Model {
  return findModel(id) ?? unchartedModel(id);
}

/**
 * The model of a request that was agreed to: of the catalogue, else an uncharted one where the request leaves everything
 * to it. The list may have lost the model since.
 */
export function modelOfRequest({
  model,
  seconds,
  aspectRatio,
}: Pick<VideoRequest, 'model' | 'seconds' | 'aspectRatio'>): Model | undefined {
  const isLeftToModel = seconds === 0 && aspectRatio === automatic;
  return findModel(model) ?? (isLeftToModel ? unchartedModel(model) : undefined);
}
