import * as z from 'zod/mini';
import type * as vscode from 'vscode';
import { findModel } from '../../core/catalogue/catalogue.ts';
import type { Model } from '../../core/catalogue/model.ts';
import { unchartedModel } from '../../core/catalogue/uncharted.ts';
import {
  adaptRequest,
  assignRoles,
  completeRequest,
  type Dropped,
  legalSeconds,
  nearest,
  nearestAspectRatio,
  nearestResolution,
} from '../../core/defaults.ts';
import { maxVariants, type VideoRequest } from '../../core/request.ts';
import type { DraftPatch } from '../../protocol/panel.ts';

/** What is being composed in the panel: a request with every field, and how many edits went into it. */
export interface Draft {
  readonly request: VideoRequest;
  /** The webview's count of the person's edits that this draft contains. */
  readonly revision: number;
}

const stored = z.object({
  request: z.object({
    prompt: z.string(),
    model: z.string(),
    seconds: z.number(),
    aspectRatio: z.string(),
    resolution: z.string(),
    images: z.array(z.object({ uri: z.string(), role: z.enum(['first', 'last', 'reference']) })),
    variants: z.optional(z.number()),
  }),
});

const memoryKey = 'draft';

/** The draft of this workspace as it was left, or an empty one. Revisions belong to one webview and start anew. */
export function loadDraft(memory: vscode.Memento, model: string): Draft {
  const parsed = stored.safeParse(memory.get(memoryKey));
  if (!parsed.success) return emptyDraft(model);
  const { variants, ...request } = parsed.data.request;
  return { revision: 0, request: { ...request, ...(variants === undefined ? {} : { variants }) } };
}

export async function saveDraft(memory: vscode.Memento, draft: Draft): Promise<void> {
  await memory.update(memoryKey, { request: draft.request });
}

export function emptyDraft(modelId: string): Draft {
  return { revision: 0, request: completeRequest({ prompt: '' }, modelOf(modelId)) };
}

/** The catalogue's entry; of any other id no more is taken for known than the id. Preflight says where nobody knows it. */
export function modelOf(id: string): Model {
  return findModel(id) ?? unchartedModel(id);
}

/** The draft after an edit, and what another model could not take over. */
export interface Edited {
  readonly draft: Draft;
  readonly dropped: readonly Dropped[];
}

/** Takes what the person typed or chose; what no longer fits the model goes to the nearest that does. */
export function applyPatch(draft: Draft, patch: DraftPatch, revision: number): Edited {
  const { model: modelId, ...values } = Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as DraftPatch;
  const edited: VideoRequest = { ...draft.request, ...(values as Partial<VideoRequest>) };
  // An edit names a model that was offered with its price; all others are chosen from the host's own list.
  const model = modelId === undefined ? undefined : findModel(modelId);
  if (model !== undefined && model.id !== draft.request.model) {
    return changeModel({ request: edited, revision }, model);
  }
  return { draft: { request: settled(edited), revision }, dropped: [] };
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
  return withImages(draft, assignRoles(images, modelOf(draft.request.model)));
}

/** Starts anew from these images; the prompt and the options stay. */
export function replaceImages(draft: Draft, uris: readonly string[]): Draft {
  const images = [...new Set(uris)].map((uri) => ({ uri }));
  return withImages(draft, assignRoles(images, modelOf(draft.request.model)));
}

/** Takes the shape of the first image, as far as the model has it. */
export function matchShape(draft: Draft, width: number, height: number): Draft {
  const aspectRatio = nearestAspectRatio(modelOf(draft.request.model), width / height);
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

/** Moves an image to a position counted from 0; what lies outside is the nearest end. */
export function moveImage(draft: Draft, uri: string, to: number): Draft {
  const moved = draft.request.images.find((image) => image.uri === uri);
  if (moved === undefined) return draft;
  const images = draft.request.images.filter((image) => image !== moved);
  images.splice(Math.max(0, Math.min(images.length, Math.trunc(to))), 0, moved);
  return withImages(draft, images);
}

function withImages(draft: Draft, images: VideoRequest['images']): Draft {
  return { ...draft, request: settled({ ...draft.request, images }) };
}

/** Seconds, shape and size that the model has, whatever was asked for: the form offers nothing else. */
function settled(request: VideoRequest): VideoRequest {
  const model = modelOf(request.model);
  const aspectRatio = nearestAspectRatio(model, request.aspectRatio);
  const variants = Math.max(1, Math.min(maxVariants, Math.trunc(request.variants ?? 1)));
  return {
    ...request,
    model: model.id,
    seconds: nearest(legalSeconds(model, request.images), request.seconds),
    aspectRatio,
    resolution: nearestResolution(model, aspectRatio, request.resolution),
    variants,
  };
}
