import type { Model } from './catalogue/model.ts';
import { characterCount } from './characterCount.ts';
import { type Finding, findingError, findingWarning } from './finding.ts';
import type { Dropped } from './dropped.ts';
import { maxPromptCharacters, type VideoRequest } from './request.ts';
import { pickOptions, type Wish, wishNames } from './requestOptions.ts';
import { shownText } from './shownText.ts';

type Wishes = Pick<VideoRequest, Wish>;

/** No model has a mode with a longer name. */
const maxModeLength = 200;

/** The seeds that endpoints commonly take. */
export const commonSeeds = { min: 0, max: 2 ** 32 - 1 };

/**
 * What is wrong with the wishes of a request; without a model only what no model
 * could take.
 */
export function checkWishes(request: VideoRequest, model: Model | undefined): readonly Finding[] {
  return model === undefined
    ? checkSeed(request, model)
    : Object.values(checks).flatMap((check) => check(request, model));
}

const checks: Readonly<Record<Wish, (request: VideoRequest, model: Model) => readonly Finding[]>> = {
  mode: checkMode,
  seed: checkSeed,
  negativePrompt: checkNegativePrompt,
  audio: checkAudio,
};

function checkMode({ mode }: VideoRequest, { modes = [], label }: Model): readonly Finding[] {
  if (mode === undefined || modes.some(({ id }) => id === mode)) return [];
  const [usual] = modes;
  // What is not sent is recorded all the same.
  if (usual === undefined && mode.length <= maxModeLength)
    return [findingWarning('mode', 'mode.none', { model: label })];
  if (usual === undefined) return [findingError('mode', 'mode.none', { model: label })];
  const args = { mode: shownText(mode), model: label, allowed: modes.map(({ id }) => id).join(', ') };
  return [findingError('mode', 'mode.unsupported', args, { mode: usual.id })];
}

function checkSeed({ seed }: VideoRequest, model: Model | undefined): readonly Finding[] {
  if (seed === undefined) return [];
  const { min, max } = model?.seed ?? commonSeeds;
  if (!isSeedIn({ min, max }, seed)) {
    const nearby = Math.min(max, Math.max(min, Math.round(seed) || min));
    return [findingError('seed', 'seed.range', { seed, min, max }, { seed: nearby })];
  }
  return model === undefined || model.seed !== undefined
    ? []
    : [findingWarning('seed', 'seed.unsupported', { model: model.label })];
}

function isSeedIn({ min, max }: { readonly min: number; readonly max: number }, seed: number): boolean {
  return Number.isInteger(seed) && seed >= min && seed <= max;
}

function checkNegativePrompt(
  { negativePrompt = '' }: VideoRequest,
  { negativePrompt: rule, label }: Model,
): readonly Finding[] {
  if (negativePrompt.trim() === '') return [];
  const field = 'negativePrompt';
  const count = characterCount(negativePrompt);
  if (rule === undefined && count <= maxPromptCharacters) {
    const fix = { negativePrompt: '' };
    return [findingWarning(field, 'negativePrompt.unsupported', { model: label }, fix)];
  }
  // What is not sent is recorded all the same.
  const max = rule?.maxCharacters ?? maxPromptCharacters;
  if (count <= max) return [];
  return [findingError(field, 'negativePrompt.tooLong', { count, max, model: label })];
}

function checkAudio({ audio }: VideoRequest, model: Model): readonly Finding[] {
  if (audio === undefined) return [];
  const args = { model: model.label };
  switch (model.audio) {
    case 'optional':
      return [];
    case 'always':
      return audio ? [] : [findingWarning('audio', 'audio.always', args, { audio: true })];
    case 'never':
      return audio ? [findingWarning('audio', 'audio.never', args, { audio: false })] : [];
    case 'unknown':
      return [findingWarning('audio', 'audio.unsupported', args)];
  }
}

const canBeTold: Readonly<Record<Wish, (model: Model) => boolean>> = {
  mode: ({ modes }) => modes !== undefined,
  negativePrompt: ({ negativePrompt }) => negativePrompt !== undefined,
  seed: ({ seed }) => seed !== undefined,
  audio: ({ audio }) => audio === 'optional',
};

/** The wishes of a kind that the model can be told, legal or not. */
export function wishesFor(asked: Wishes, model: Model): Wishes {
  return pickOptions(
    asked,
    wishNames.filter((name) => canBeTold[name](model)),
  );
}

/** The wishes that another model takes over. A seed means nothing to it but that there is one, so none is made up. */
export function adaptWishes(
  asked: Wishes,
  model: Model,
): { readonly wishes: Wishes; readonly dropped: readonly Dropped[] } {
  const { mode, seed, ...others } = wishesFor(asked, model);
  const isModeKept = mode !== undefined && model.modes?.some(({ id }) => id === mode) === true;
  const isSeedKept = seed !== undefined && model.seed !== undefined && isSeedIn(model.seed, seed);
  const wishes = { ...(isModeKept ? { mode } : {}), ...others, ...(isSeedKept ? { seed } : {}) };
  return { wishes, dropped: droppedWishes(asked, wishes, model) };
}

/** What becomes of the wishes that the model cannot be told; one that it fulfils anyway is not lost. */
function droppedWishes(asked: Wishes, kept: Wishes, { audio }: Model): readonly Dropped[] {
  const isFulfilled = asked.audio === (audio === 'always' ? true : audio === 'never' ? false : undefined);
  return wishNames.flatMap((field) => {
    const from = asked[field];
    const isNothing = from === undefined || from === '' || (field === 'audio' && isFulfilled);
    return isNothing || kept[field] !== undefined ? [] : [{ field, from, to: undefined }];
  });
}
