import * as l10n from '@vscode/l10n';
import { aspectRatiosOf, resolutionsOf } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { legalSeconds } from '../core/defaults.ts';
import { automatic, imageRoles, maxVariants, type VideoRequest } from '../core/request.ts';
import type { FormView, ModelView } from '../protocol/panel.ts';
import { abilityWords, lifecycleWords } from '../words/modelWords.ts';

/** The choices that a model accepts for a request. */
export function formView(model: Model, request: VideoRequest): FormView {
  return {
    model: modelView(model),
    // What the model decides by itself is no choice.
    seconds: legalSeconds(model, request.images).filter((seconds) => seconds !== 0),
    aspectRatios: aspectRatiosOf(model).filter(isChoice),
    resolutions: resolutionsOf(model, request.aspectRatio).filter(isChoice),
    modes: model.modes ?? [],
    roles: imageRoles.filter((role) => (model.images.roles[role] ?? 0) > 0),
    maxImages: model.images.max,
    imageSource: model.images.source ?? 'file',
    maxVariants,
    ...(model.negativePrompt === undefined ? {} : { negativePrompt: model.negativePrompt }),
    ...(model.seed === undefined ? {} : { seed: model.seed }),
    audio: model.audio,
  };
}

function isChoice(value: string): boolean {
  return value !== automatic;
}

function modelView(model: Model): ModelView {
  const stage = lifecycleWords(model);
  const family = model.isUncharted === true ? l10n.t('Other models') : model.family;
  return {
    label: model.label,
    note: stage === '' ? family : `${family} · ${stage}`,
    abilities: abilityWords(model),
    notes: model.notes,
  };
}
