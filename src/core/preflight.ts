import type { ImageInput } from './imageInput.ts';
import { findImageNames } from '../protocol/imageName.ts';
import { aspectRatiosOf, findSize, resolutionsOf, secondsOf } from './catalogue/catalogue.ts';
import { defaultModelId } from './catalogue/defaultModelId.ts';
import type { Model } from './catalogue/model.ts';
import { characterCount } from './characterCount.ts';
import { adaptRequest, legalSeconds, nearest, nearestAspectRatio, nearestResolution } from './defaults.ts';
import { ownOutput, resolveOutput } from './fileName.ts';
import { type Finding, findingError, findingWarning } from './finding.ts';
import { checkFile, imageArgs } from './imageChecks.ts';
import { promptForModel } from './imageNames.ts';
import { imageRoles, maxPromptCharacters, maxVariants, type VideoRequest } from './request.ts';
import { shownText } from './shownText.ts';
import { isTaskId } from './taskId.ts';
import { isUri } from './uriPath.ts';
import { checkWishes } from './wishes.ts';

export { describeFinding, type Finding } from './finding.ts';

export interface PreflightContext {
  /** The workspace folders that an output written as a URI may lie in; absent: such an output is not judged here. */
  readonly workspaceFolderUris?: readonly string[];
  /** Ids of models that the provider refused to the present key. */
  readonly refusedModels?: ReadonlySet<string>;
  /** The API origin that the request is for; absent: not yet known. */
  readonly origin?: string;
}

/**
 * Everything that is wrong with a request, or worth knowing before it is paid for. Without any error it may be
 * sent. `model` is undefined where the catalogue lacks the request's; `images` belong to the request's images,
 * one for one, and may be empty while the files have not been looked at.
 */
export function preflight(
  request: VideoRequest,
  model: Model | undefined,
  images: readonly ImageInput[],
  context: PreflightContext = {},
): readonly Finding[] {
  return [
    ...checkPrompt(request, model),
    ...checkModel(request, model, context),
    ...(model === undefined ? [] : [...checkSeconds(request, model), ...checkSize(request, model)]),
    ...(model === undefined ? [] : [...checkImages(request, model), ...checkRoles(request, model)]),
    ...images.flatMap((image, index) => checkFile(image, index, request, model)),
    ...checkVariants(request),
    ...checkWishes(request, model),
    ...(model === undefined ? [] : checkRemix(request, model, context)),
    ...checkOutput(request, context),
  ];
}

/** What stands in the way of sending, the first of it. */
export function firstError(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ severity }) => severity === 'error');
}

/** Whether nothing stands in the way of sending. */
export function isSendable(findings: readonly Finding[]): boolean {
  return firstError(findings) === undefined;
}

function checkPrompt(request: VideoRequest, model: Model | undefined): readonly Finding[] {
  const { prompt } = request;
  if (!/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(prompt))
    return [findingError('prompt', 'prompt.empty', {})];
  const max = model?.maxPromptCharacters ?? maxPromptCharacters;
  const sent = model === undefined ? prompt : promptForModel(request, model);
  const count = characterCount(sent);
  if (count > max) {
    return [findingError('prompt', 'prompt.tooLong', { count, max, model: model?.label ?? 'the service' })];
  }
  return checkImageNames(request, model);
}

/** A name without an image would be paid for as words that mean nothing. */
function checkImageNames({ prompt, images }: VideoRequest, model: Model | undefined): readonly Finding[] {
  const count = images.length;
  const named = findImageNames(prompt);
  const lost = named.find(({ position }) => position === undefined);
  if (lost !== undefined) return [findingError('prompt', 'prompt.imageRemoved', { name: lost.text })];
  const missing = named.find(({ position = 0 }) => position < 1 || position > count);
  if (missing !== undefined)
    return [findingError('prompt', 'prompt.imageMissing', { name: missing.text, count })];
  const spell = model?.referenceSpelling;
  if (spell === undefined) return [];
  for (let position = count + 1; position <= count + 20; position++) {
    const name = spell(position);
    if (prompt.includes(name)) return [findingWarning('prompt', 'prompt.imageMissing', { name, count })];
  }
  return [];
}

function checkModel(
  request: VideoRequest,
  model: Model | undefined,
  { refusedModels }: PreflightContext,
): readonly Finding[] {
  if (model === undefined) {
    const args = { model: shownText(request.model), suggestion: defaultModelId };
    return [findingError('model', 'model.unknown', args, { model: defaultModelId })];
  }
  const { lifecycle, id } = model;
  // The key's rights may have changed since: who wants may try, and a refusal costs nothing.
  const refused =
    refusedModels?.has(id) === true ? [findingWarning('model', 'model.refused', { model: id })] : [];
  switch (lifecycle.stage) {
    case 'available':
    case 'preview':
      return refused;
    case 'unstable':
      return [...refused, findingWarning('model', 'model.unstable', { model: id })];
    case 'retired': {
      const { date, replacement } = lifecycle;
      return [
        findingError('model', 'model.retired', { model: id, date, replacement }, { model: replacement }),
      ];
    }
  }
}

function checkSeconds({ seconds, images }: VideoRequest, model: Model): readonly Finding[] {
  const all = secondsOf(model);
  const legal = legalSeconds(model, images);
  if (legal.includes(seconds)) return [];
  const fix = { seconds: nearest(legal, seconds) };
  if (all.includes(seconds)) {
    const args = { seconds, model: model.label, allowed: legal.join(', ') };
    return [findingError('seconds', 'seconds.lastFrame', args, fix)];
  }
  const rule = model.seconds;
  switch (rule.kind) {
    case 'set':
      return [
        findingError('seconds', 'seconds.set', { seconds, model: model.label, allowed: all.join(', ') }, fix),
      ];
    case 'range':
      return [
        findingError(
          'seconds',
          'seconds.range',
          { seconds, model: model.label, min: rule.min, max: rule.max },
          fix,
        ),
      ];
    case 'none':
      return [findingError('seconds', 'seconds.none', { seconds, model: model.label }, fix)];
  }
}

function checkSize({ aspectRatio, resolution }: VideoRequest, model: Model): readonly Finding[] {
  if (findSize(model, aspectRatio, resolution) !== undefined) return [];
  const findings: Finding[] = [];
  const ratios = aspectRatiosOf(model);
  const isRatioKnown = ratios.includes(aspectRatio);
  if (!isRatioKnown) {
    const args = { aspectRatio: shownText(aspectRatio), model: model.label, allowed: ratios.join(', ') };
    const fix = { aspectRatio: nearestAspectRatio(model, aspectRatio) };
    findings.push(findingError('aspectRatio', 'aspectRatio.unsupported', args, fix));
  }
  const resolutions = [...new Set(model.sizes.map((size) => size.resolution))];
  const fix = { resolution: nearestResolution(model, aspectRatio, resolution) };
  if (!resolutions.includes(resolution)) {
    const args = { resolution: shownText(resolution), model: model.label, allowed: resolutions.join(', ') };
    findings.push(findingError('resolution', 'resolution.unsupported', args, fix));
  } else if (isRatioKnown) {
    const allowed = resolutionsOf(model, aspectRatio).join(', ');
    const args = { resolution, aspectRatio, model: model.label, allowed };
    findings.push(findingError('resolution', 'resolution.notInAspectRatio', args, fix));
  }
  return findings;
}

/** The images in roles that the model has for them; those without a place are left out. */
function fitting(request: VideoRequest, model: Model): Pick<VideoRequest, 'images'> | undefined {
  const { images } = adaptRequest(request, model).request;
  return images.length > 0 ? { images } : undefined;
}

function checkImages(request: VideoRequest, model: Model): readonly Finding[] {
  const { images } = request;
  const { max, min = 0, lastNeedsFirst, framesExcludeReferences } = model.images;
  const { label } = model;
  if (images.length < min) return [findingError('images', 'images.tooFew', { min, model: label })];
  if (images.length === 0) return [];
  if (max === 0) return [findingError('images', 'images.unsupported', { model: label }, { images: [] })];
  const findings: Finding[] = [];
  if (images.length > max) {
    const args = { count: images.length, max, model: label };
    findings.push(findingError('images', 'images.tooMany', args, { images: images.slice(0, max) }));
  }
  const has = new Set(images.map(({ role }) => role));
  if (lastNeedsFirst && has.has('last') && !has.has('first')) {
    findings.push(findingError('images', 'images.lastNeedsFirst', { model: label }, fitting(request, model)));
  }
  if (framesExcludeReferences && has.has('reference') && (has.has('first') || has.has('last'))) {
    findings.push(
      findingError('images', 'images.framesAndReferences', { model: label }, fitting(request, model)),
    );
  }
  return findings;
}

function checkRoles(request: VideoRequest, model: Model): readonly Finding[] {
  const { images } = request;
  const { roles, max } = model.images;
  const offered = imageRoles.filter((role) => (roles[role] ?? 0) > 0);
  const findings: Finding[] = [];
  for (const role of offered) {
    const count = images.filter((image) => image.role === role).length;
    const most = roles[role] ?? 0;
    // More images than the model takes at all are told once.
    if (count > most && images.length <= max) {
      const args = { count, role, max: most, model: model.label };
      findings.push(findingError('images', 'images.tooManyOfRole', args, fitting(request, model)));
    }
  }
  // Images beyond the last one that the model takes are told as such.
  images.slice(0, max).forEach((image, index) => {
    if (offered.includes(image.role)) return;
    const args = {
      ...imageArgs(image, index),
      role: image.role,
      model: model.label,
      allowed: offered.join(', '),
    };
    findings.push(findingError(`images[${index}]`, 'image.role', args, fitting(request, model)));
  });
  return findings;
}

function checkRemix(
  { remixOf, images }: VideoRequest,
  { remix = false, label }: Model,
  { origin }: PreflightContext,
): readonly Finding[] {
  if (remixOf === undefined) return [];
  if (!remix) return [findingError('remixOf', 'remixOf.unsupported', { model: label })];
  const isElsewhere = origin !== undefined && remixOf.origin !== origin;
  return [
    ...(isElsewhere
      ? [findingError('remixOf', 'remixOf.origin', { origin: shownText(remixOf.origin) })]
      : []),
    ...(isTaskId(remixOf.taskId) ? [] : [findingError('remixOf', 'remixOf.task', {})]),
    ...(images.length === 0 ? [] : [findingError('images', 'remixOf.images', {}, { images: [] })]),
  ];
}

function checkVariants({ variants }: VideoRequest): readonly Finding[] {
  if (variants === undefined || (Number.isInteger(variants) && variants >= 1 && variants <= maxVariants))
    return [];
  const nearby = Math.min(maxVariants, Math.max(1, Math.round(variants) || 1));
  return [findingError('variants', 'variants.range', { variants, max: maxVariants }, { variants: nearby })];
}

function checkOutput(
  { output }: VideoRequest,
  { workspaceFolderUris }: PreflightContext,
): readonly Finding[] {
  if (output === undefined) return [];
  const [variable, path = ''] = /^(?:\$\{workspaceFolder\}|~)[/\\](.*)$|^.*\$\{.*$/s.exec(output) ?? [];
  if (variable !== undefined) {
    const isSafe = output.startsWith('$') && resolveOutput(path) !== undefined && !path.includes('${');
    const args = { output: shownText(output) };
    return [findingError('output', 'output.variable', args, isSafe ? { output: path } : undefined)];
  }
  if (isUri(output) && workspaceFolderUris === undefined) return [];
  const isSafe = isUri(output)
    ? workspaceFolderUris?.some((folder) => ownOutput(output, folder) !== undefined) === true
    : resolveOutput(output) !== undefined;
  return isSafe ? [] : [findingError('output', 'output.unsafe', { output: shownText(output) })];
}
