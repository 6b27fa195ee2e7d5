import { aspectRatiosOf, resolutionsOf } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { legalSeconds } from '../core/defaults.ts';
import { type FieldName, fieldOf, fieldNames, isFieldName, matrixKeys } from '../core/promptFile/fields.ts';
import { imageRoles, maxVariants, type VideoRequest } from '../core/request.ts';

/** Keys that may be written in a place, those of the whole file or of one shot. */
export function keysAt(path: readonly string[], isShot: boolean): readonly string[] {
  const [name, ...inner] = path;
  if (name === undefined) return fieldNames.filter((one) => !isShot || fieldOf(one).isForFileOnly !== true);
  if (!isFieldName(name) || inner.length > 0) return [];
  switch (fieldOf(name).shape) {
    case 'image':
    case 'references':
      return ['path', 'clip'];
    case 'images':
      return ['path', 'clip', 'role'];
    case 'matrix':
      return matrixKeys;
    case 'remix':
      return ['taskId', 'origin'];
    case 'text':
    case 'number':
    case 'flag':
      return [];
  }
}

/** What a value is chosen from. */
export type ChoiceKind =
  | { readonly kind: 'option'; readonly name: FieldName }
  | { readonly kind: 'image' | 'clip' | 'base' | 'role' };

/** Undefined: nothing is known about values there. */
export function choiceAt(path: readonly string[]): ChoiceKind | undefined {
  const [name, inner, ...deeper] = path;
  if (name === undefined || !isFieldName(name) || deeper.length > 0) return undefined;
  const { shape } = fieldOf(name);
  if (shape === 'matrix') {
    return inner !== undefined && isFieldName(inner) ? { kind: 'option', name: inner } : undefined;
  }
  if (shape === 'image' || shape === 'references' || shape === 'images') {
    if (inner === undefined || inner === 'path') return { kind: 'image' };
    if (inner === 'clip') return { kind: 'clip' };
    return inner === 'role' && shape === 'images' ? { kind: 'role' } : undefined;
  }
  if (inner !== undefined) return undefined;
  return name === 'extends' ? { kind: 'base' } : { kind: 'option', name };
}

/** The values that the model takes beside the rest of the request. */
export function legalValues(
  name: FieldName,
  request: VideoRequest,
  model: Model | undefined,
): readonly (string | number | boolean)[] {
  if (name === 'variants') return Array.from({ length: maxVariants }, (_, index) => index + 1);
  if (model === undefined) return [];
  switch (name) {
    case 'seconds':
      return legalSeconds(model, request.images);
    case 'aspectRatio':
      return aspectRatiosOf(model);
    case 'resolution': {
      const offered = resolutionsOf(model, request.aspectRatio);
      return offered.length > 0 ? offered : [...new Set(model.sizes.map(({ resolution }) => resolution))];
    }
    case 'mode':
      return model.modes?.map(({ id }) => id) ?? [];
    case 'audio':
      return soundOf(model);
    default:
      return [];
  }
}

function soundOf({ audio }: Model): readonly boolean[] {
  switch (audio) {
    case 'optional':
      return [true, false];
    case 'always':
      return [true];
    case 'never':
      return [false];
    case 'unknown':
      return [];
  }
}

/** The roles that the model has for images. */
export function legalRoles(model: Model | undefined): readonly string[] {
  return imageRoles.filter((role) => model === undefined || (model.images.roles[role] ?? 0) > 0);
}
