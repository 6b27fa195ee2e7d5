import { findModel } from './catalogue/catalogue.ts';
import { defaultModelId } from './catalogue/defaultModelId.ts';
import type { Model } from './catalogue/model.ts';
import { modelOrUncharted } from './catalogue/uncharted.ts';
import { defined } from './defined.ts';
import {
  adaptRequest,
  assignRoles,
  completeRequest,
  legalSeconds,
  nearest,
  nearestAspectRatio,
  nearestResolution,
} from './defaults.ts';
import type { Dropped } from './dropped.ts';
import { followImages } from './imageNames.ts';
import { maxVariants, type VideoRequest } from './request.ts';
import { omitOptions, wishNames } from './requestOptions.ts';
import { wishesFor } from './wishes.ts';
import type { DraftPatch } from '../protocol/panel.ts';

/** What is being composed in the panel: a request with every field, and how many edits went into it. */
export interface Draft {
  readonly request: VideoRequest;
  /** The webview's count of the person's edits that this draft contains. */
  readonly revision: number;
}

export function emptyDraft(modelId: string): Draft {
  return { revision: 0, request: completeRequest({ prompt: '' }, modelOrUncharted(modelId)) };
}

/** The draft after an edit, and what another model could not take over. */
export interface Edited {
  readonly draft: Draft;
  readonly dropped: readonly Dropped[];
}

/**
 * Takes what the person typed or chose; what no longer fits the model goes to the nearest that does. `images` are those
 * that a new prompt names by their numbers; absent: the draft's.
 */
export function applyPatch(
  draft: Draft,
  patch: DraftPatch,
  revision: number,
  images: readonly string[] = urisOf(draft.request.images),
): Edited {
  const { model: modelId, prompt: typed, ...values } = patch;
  const prompt =
    typed === undefined ? draft.request.prompt : followImages(typed, images, urisOf(draft.request.images));
  const edited = { ...withValues(draft.request, values), prompt };
  // An edit names a model that was offered with its price; all others are chosen from the host's own list.
  const model = modelId === undefined ? undefined : findModel(modelId);
  if (model !== undefined && model.id !== draft.request.model) {
    return changeModel({ request: edited, revision }, model);
  }
  return { draft: { request: settled(edited), revision }, dropped: [] };
}

/** Null and the empty text take a wish back. */
function withValues(
  request: VideoRequest,
  { negativePrompt, seed, audio, ...values }: Omit<DraftPatch, 'model' | 'prompt'>,
): VideoRequest {
  const { negativePrompt: oldNegativePrompt, seed: oldSeed, audio: oldAudio, ...others } = request;
  const unwanted = negativePrompt ?? oldNegativePrompt;
  return {
    ...others,
    ...defined(values),
    ...defined({
      negativePrompt: unwanted === '' ? undefined : unwanted,
      seed: seed === undefined ? oldSeed : (seed ?? undefined),
      audio: audio === undefined ? oldAudio : (audio ?? undefined),
    }),
  };
}

/** The draft for another model: what fits is kept. */
export function changeModel(draft: Draft, model: Model): Edited {
  const { request, dropped } = adaptRequest(draft.request, model);
  return { draft: withRequest(draft, request), dropped };
}

export function withRequest(draft: Draft, request: VideoRequest): Draft {
  return { ...draft, request: settled(request) };
}

/** Adds images behind those there are, with the roles the model has left. */
export function addImages(draft: Draft, uris: readonly string[]): Draft {
  const isNew = (uri: string) => !draft.request.images.some((image) => image.uri === uri);
  const images = [...draft.request.images, ...[...new Set(uris)].filter(isNew).map((uri) => ({ uri }))];
  return withImages(draft, assignRoles(images, modelOrUncharted(draft.request.model)));
}

/** Starts anew from these images; the prompt and the options stay. */
export function replaceImages(draft: Draft, uris: readonly string[]): Draft {
  const images = [...new Set(uris)].map((uri) => ({ uri }));
  return withImages(draft, assignRoles(images, modelOrUncharted(draft.request.model)));
}

/** Takes the shape of the first image, as far as the model has it. */
export function matchShape(draft: Draft, width: number, height: number): Draft {
  const aspectRatio = nearestAspectRatio(modelOrUncharted(draft.request.model), width / height);
  return { ...draft, request: settled({ ...draft.request, aspectRatio }) };
}

export function removeImage(draft: Draft, uri: string): Draft {
  return withImages(
    draft,
    draft.request.images.filter((image) => image.uri !== uri),
  );
}

export function setRole(draft: Draft, uri: string, role: VideoRequest['images'][number]['role']): Draft {
  return withImages(
    draft,
    draft.request.images.map((image) => (image.uri === uri ? { uri, role } : image)),
  );
}

/** Puts another file in an image's place, with its role. */
export function replaceImage(draft: Draft, uri: string, by: string): Draft {
  const { request } = draft;
  const others = request.images.filter((image) => image.uri === uri || image.uri !== by);
  const images = others.map((image) => (image.uri === uri ? { uri: by, role: image.role } : image));
  // A name of the original means the copy from now on.
  const before = urisOf(request.images).map((one) => (one === uri ? by : one));
  const prompt = followImages(request.prompt, before, urisOf(images));
  return { ...draft, request: settled({ ...request, prompt, images }) };
}

/** Does what a finding proposes. */
export function applyFix(draft: Draft, fix: Partial<VideoRequest>): Edited {
  const { model, ...values } = fix;
  const fixed = { ...draft, request: { ...draft.request, ...values } };
  return applyPatch(fixed, model === undefined ? {} : { model }, draft.revision);
}

/**
 * A request that goes on where a clip ended: its last frame first, its own model and options, and the prompt that is
 * being written. A model that takes no image gives way to one that does.
 */
export function extendFrom(draft: Draft, made: VideoRequest, frame: string): Draft {
  const model =
    [made.model, draft.request.model, defaultModelId].map(findModel).find(takesImages) ??
    modelOrUncharted(draft.request.model);
  const spoken = draft.request.prompt.trim() === '' ? made : draft.request;
  // Names mean images that are not there any more.
  const prompt = followImages(spoken.prompt, urisOf(spoken.images), [frame]);
  const wanted: VideoRequest = { ...made, prompt, images: [{ uri: frame, role: 'first' }] };
  return { ...draft, request: settled(adaptRequest(wanted, model).request) };
}

function takesImages(model: Model | undefined): model is Model {
  return model !== undefined && model.images.max > 0 && model.lifecycle.stage !== 'retired';
}

/** Moves an image to a position counted from 0; what lies outside is the nearest end. */
export function moveImage(draft: Draft, uri: string, to: number): Draft {
  const moved = draft.request.images.find((image) => image.uri === uri);
  if (moved === undefined) return draft;
  const images = draft.request.images.filter((image) => image !== moved);
  images.splice(Math.max(0, Math.min(images.length, Math.trunc(to))), 0, moved);
  return withImages(draft, images);
}

/** The names in the prompt follow their images. */
function withImages(draft: Draft, images: VideoRequest['images']): Draft {
  const prompt = followImages(draft.request.prompt, urisOf(draft.request.images), urisOf(images));
  return { ...draft, request: settled({ ...draft.request, prompt, images }) };
}

function urisOf(images: VideoRequest['images']): readonly string[] {
  return images.map(({ uri }) => uri);
}

/**
 * Seconds, shape, size and wishes that the model has, whatever was asked for: the form offers nothing else. A remix is
 * not composed here.
 */
function settled(request: VideoRequest): VideoRequest {
  const { remixOf: _remixOf, ...others } = omitOptions(request, wishNames);
  const model = modelOrUncharted(request.model);
  const aspectRatio = nearestAspectRatio(model, request.aspectRatio);
  const variants = Math.max(1, Math.min(maxVariants, Math.trunc(request.variants ?? 1)));
  return {
    ...others,
    ...wishesFor(request, model),
    model: model.id,
    seconds: nearest(legalSeconds(model, request.images), request.seconds),
    aspectRatio,
    resolution: nearestResolution(model, aspectRatio, request.resolution),
    variants,
  };
}
