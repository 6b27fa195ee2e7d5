import type { Dropped } from './dropped.ts';
import {
  aspectRatiosOf,
  findSize,
  resolutionsOf,
  secondsOf,
  shortestSeconds,
} from './catalogue/catalogue.ts';
import type { Model } from './catalogue/model.ts';
import { followImages } from './imageNames.ts';
import {
  automatic,
  type ImageRole,
  type PartialVideoRequest,
  type RequestImage,
  type VideoRequest,
} from './request.ts';
import { omitOptions, wishNames } from './requestOptions.ts';
import { adaptWishes } from './wishes.ts';

/** An image whose role may still be open. */
export interface DraftImage {
  readonly uri: string;
  readonly role?: ImageRole;
}

/** A request of which only the prompt is sure, its images with or without roles. */
export type RequestDraft = Omit<PartialVideoRequest, 'images'> & { readonly images?: readonly DraftImage[] };

const preferredAspectRatio = '16:9';
const preferredResolution = '720p';

/** Fills what the caller left open, as cheaply as the model allows; what the caller chose is kept, legal or not. */
export function completeRequest(draft: RequestDraft, model: Model): VideoRequest {
  const images = assignRoles(draft.images ?? [], model);
  const aspectRatio = draft.aspectRatio ?? usualAspectRatio(model);
  return {
    ...draft,
    model: draft.model ?? model.id,
    seconds: draft.seconds ?? legalSeconds(model, images)[0] ?? shortestSeconds(model),
    aspectRatio,
    resolution: draft.resolution ?? nearestResolution(model, aspectRatio, preferredResolution),
    images,
  };
}

/** Gives open roles by count: one image is the first frame, two are first and last, more are references, each where the model has it. */
export function assignRoles(images: readonly DraftImage[], model: Model): readonly RequestImage[] {
  const given = images.flatMap(({ role }) => role ?? []);
  const excludesFrames = model.images.framesExcludeReferences && given.includes('reference');
  const free = excludesFrames ? [] : framesFor(images.length, model).filter((role) => !given.includes(role));
  return images.map(({ uri, role }) => ({ uri, role: role ?? free.shift() ?? 'reference' }));
}

function framesFor(count: number, model: Model): ImageRole[] {
  const frames = (['first', 'last'] as const).filter((role) => hasRole(model, role)).slice(0, count);
  return frames.length === count || !hasRole(model, 'reference') ? frames : [];
}

function hasRole(model: Model, role: ImageRole): boolean {
  return (model.images.roles[role] ?? 0) > 0;
}

/** The same request for another model: what fits is kept, the rest goes to the nearest the model has, and is told. */
export function adaptRequest(
  request: VideoRequest,
  model: Model,
): { readonly request: VideoRequest; readonly dropped: readonly Dropped[] } {
  const dropped: Dropped[] = [];
  const keep = <Value extends string | number>(field: Dropped['field'], from: Value, to: Value): Value => {
    if (from !== to && isChosen(from)) dropped.push({ field, from, to: isChosen(to) ? to : undefined });
    return to;
  };
  const images: RequestImage[] = [];
  request.images.forEach((image, index) => {
    const role = [image.role, ...substitutes[image.role]].find((one) =>
      fits(model, images, request.images, one),
    );
    if (role === undefined) dropped.push({ field: `images[${index}]`, from: image.uri, to: undefined });
    else images.push({ uri: image.uri, role: keep(`images[${index}]`, image.role, role) });
  });
  const seconds = keep('seconds', request.seconds, nearest(legalSeconds(model, images), request.seconds));
  const aspectRatio = keep(
    'aspectRatio',
    request.aspectRatio,
    nearestAspectRatio(model, request.aspectRatio),
  );
  const resolution = keep(
    'resolution',
    request.resolution,
    nearestResolution(model, aspectRatio, request.resolution),
  );
  const { remixOf, ...rest } = omitOptions(request, wishNames);
  const { wishes, dropped: unheard } = adaptWishes(request, model);
  dropped.push(...unheard);
  const keepsRemix = request.model === model.id && model.remix === true;
  if (remixOf !== undefined && !keepsRemix) {
    dropped.push({ field: 'remixOf', from: remixOf.taskId, to: undefined });
  }
  const prompt = followImages(
    request.prompt,
    request.images.map(({ uri }) => uri),
    images.map(({ uri }) => uri),
  );
  return {
    request: {
      ...rest,
      ...wishes,
      ...(remixOf !== undefined && keepsRemix ? { remixOf } : {}),
      prompt,
      model: model.id,
      seconds,
      aspectRatio,
      resolution,
      images,
    },
    dropped,
  };
}

/** Not left to the model. */
function isChosen(value: string | number): boolean {
  return value !== 0 && value !== automatic;
}

const substitutes: Readonly<Record<ImageRole, readonly ImageRole[]>> = {
  first: ['reference'],
  last: ['reference', 'first'],
  reference: ['first'],
};

function fits(
  model: Model,
  kept: readonly RequestImage[],
  all: readonly RequestImage[],
  role: ImageRole,
): boolean {
  const { roles, max, lastNeedsFirst, framesExcludeReferences } = model.images;
  const ofRole = kept.filter((image) => image.role === role).length;
  if (kept.length >= max || ofRole >= (roles[role] ?? 0)) return false;
  if (role === 'last' && lastNeedsFirst && !all.some((image) => image.role === 'first')) return false;
  const isReference = role === 'reference';
  return !framesExcludeReferences || kept.every((image) => (image.role === 'reference') === isReference);
}

/** The lengths that are legal with these images, shortest first. */
export function legalSeconds(model: Model, images: readonly RequestImage[]): readonly number[] {
  const { lastFrameSeconds } = model.images;
  return lastFrameSeconds !== undefined && images.some(({ role }) => role === 'last')
    ? lastFrameSeconds
    : secondsOf(model);
}

/** The value next to the wanted one; of two equally near ones the first. */
export function nearest(values: readonly number[], wanted: number): number {
  return values.reduce(
    (best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best),
    values[0] ?? wanted,
  );
}

/** 16:9, else the model's first. */
function usualAspectRatio(model: Model): string {
  const ratios = aspectRatiosOf(model);
  return ratios.find((ratio) => ratio === preferredAspectRatio) ?? ratios[0] ?? preferredAspectRatio;
}

/** The model's aspect ratio that is most like the wanted one: `4:3`, or a width divided by a height. */
export function nearestAspectRatio(model: Model, wanted: string | number): string {
  const ratios = aspectRatiosOf(model);
  const fallback = usualAspectRatio(model);
  if (typeof wanted === 'string' && ratios.includes(wanted)) return wanted;
  const shape = typeof wanted === 'string' ? shapeOf(wanted) : wanted;
  // What has no shape is near to none of them.
  const distance = (ratio: string) => Math.abs(Math.log(shapeOf(ratio) / shape));
  return ratios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best), fallback);
}

/** Width divided by height of `16:9`; NaN where it is no such text. */
export function shapeOf(aspectRatio: string): number {
  const [width = NaN, height = NaN] = aspectRatio.split(':').map(Number);
  return width / height;
}

/** The model's resolution in this aspect ratio that is most like the wanted one. */
export function nearestResolution(model: Model, aspectRatio: string, wanted: string): string {
  if (findSize(model, aspectRatio, wanted) !== undefined) return wanted;
  const offered = resolutionsOf(model, aspectRatio);
  const candidates = offered.length > 0 ? offered : model.sizes.map((size) => size.resolution);
  if (candidates.includes(wanted)) return wanted;
  const lines = linesOf(wanted) ?? linesOf(preferredResolution) ?? 0;
  const distance = (resolution: string) => Math.abs((linesOf(resolution) ?? Infinity) - lines);
  return candidates.reduce(
    (best, one) => (distance(one) < distance(best) ? one : best),
    candidates[0] ?? wanted,
  );
}

/** The lines of `720p` or `4K`; undefined where it is no such text. */
export function linesOf(resolution: string): number | undefined {
  const [, number, unit] = /^(\d{1,4})(p|K)$/i.exec(resolution) ?? [];
  if (number === undefined) return undefined;
  if (unit?.toLowerCase() === 'p') return Number(number);
  return number === '2' ? 1440 : Number(number) * 540;
}
