import type { Model } from './catalogue/model.ts';
import { adaptRequest } from './defaults.ts';
import type { Dropped } from './dropped.ts';
import type { VideoRequest } from './request.ts';
import { pickOptions, type PresetOption, presetOptions } from './requestOptions.ts';

/**
 * Options under a name. No prompt, no images, and no output place: what comes with a repository decides neither what is
 * sent nor where clips go. Absent options stay as they are.
 */
export type PresetOptions = Partial<Pick<VideoRequest, PresetOption>>;

export type PresetPlace = 'user' | 'workspace';

export interface Preset {
  readonly name: string;
  readonly place: PresetPlace;
  readonly options: PresetOptions;
  /** What stands there and is no option that can be read. */
  readonly ignored: readonly string[];
}

/** The options of a request, all of them. */
export function presetOptionsOf(request: VideoRequest): PresetOptions {
  return { ...pickOptions(request, presetOptions), variants: request.variants ?? 1 };
}

export interface AppliedPreset {
  readonly request: VideoRequest;
  readonly dropped: readonly Dropped[];
  /** The preset's model cannot be used: nobody knows it, or it was shut down. */
  readonly lost?: { readonly model: string; readonly date?: string };
}

/**
 * The request with a preset's options. Where its model is gone, the one that replaced it or else the request's own takes
 * its place; what the model does not allow goes to the nearest that it does. `fallback` is for a request whose own
 * model is not known either.
 */
export function applyPreset(
  request: VideoRequest,
  { options }: Preset,
  find: (id: string) => Model | undefined,
  fallback: Model,
): AppliedPreset {
  const { model: id = request.model, ...values } = options;
  const wanted = find(id);
  const lifecycle = wanted?.lifecycle;
  const isRetired = lifecycle?.stage === 'retired';
  const model = (isRetired ? find(lifecycle.replacement) : wanted) ?? find(request.model) ?? fallback;
  const { request: adapted, dropped } = adaptRequest({ ...request, ...values }, model);
  if (model === wanted) return { request: adapted, dropped };
  return { request: adapted, dropped, lost: { model: id, ...(isRetired ? { date: lifecycle.date } : {}) } };
}
