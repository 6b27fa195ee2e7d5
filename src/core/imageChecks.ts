import { findSize } from './catalogue/catalogue.ts';
import type { ImageRules, Model } from './catalogue/model.ts';
import { nearestAspectRatio, nearestResolution, shapeOf } from './defaults.ts';
import { frameSize } from './frameSize.ts';
import { type Finding, findingError, findingWarning, redrawable } from './finding.ts';
import type { ImageFacts } from './imageFacts.ts';
import type { ImageInput } from './imageInput.ts';
import type { RequestImage, VideoRequest } from './request.ts';
import { shownText } from './shownText.ts';
import { fileNameOfUri } from './uriPath.ts';

/** Everything that is wrong with one image of a request; `model` is undefined where the catalogue lacks it. */
export function checkFile(
  image: ImageInput,
  index: number,
  request: VideoRequest,
  model: Model | undefined,
): readonly Finding[] {
  const field = `images[${index}]` as const;
  const args = imageArgs(image, index);
  switch (image.kind) {
    case 'missing':
      return [findingError(field, 'image.missing', args)];
    case 'directory':
      return [findingError(field, 'image.directory', args)];
    case 'unreadable':
      return [findingError(field, 'image.unreadable', { ...args, reason: shownText(image.reason) })];
    case 'link':
      return model === undefined || model.images.source === 'link'
        ? []
        : [findingError(field, 'image.fileNeeded', { ...args, model: model.label })];
    case 'frame':
      return model === undefined ? [] : checkSource(image, index, model);
    case 'read': {
      const { bytes, facts, damage } = image;
      const linkNeeded = model === undefined ? [] : checkSource(image, index, model);
      if (linkNeeded.length > 0) return linkNeeded;
      if (bytes === 0) return [findingError(field, 'image.empty', args)];
      if (facts === undefined) {
        const tooLarge = model === undefined ? [] : checkBytes(image, index, bytes, model.images);
        return tooLarge.length > 0 ? tooLarge : [findingError(field, 'image.unrecognized', args)];
      }
      if (damage !== undefined) return [findingError(field, `image.${damage}`, args)];
      const turned = facts.orientation === undefined ? [] : [findingError(field, 'image.turned', args)];
      if (model === undefined) return turned.map(redrawable);
      return [
        ...turned,
        ...checkBytes(image, index, bytes, model.images),
        ...checkLook(image, index, facts, model),
        ...checkSides(image, index, facts, request, model),
      ].map(redrawable);
    }
  }
}

/** Some models take public addresses only. */
function checkSource(image: RequestImage, index: number, { images, label }: Model): readonly Finding[] {
  if (images.source !== 'link') return [];
  return [findingError(`images[${index}]`, 'image.linkNeeded', { ...imageArgs(image, index), model: label })];
}

function checkBytes(
  image: RequestImage,
  index: number,
  bytes: number,
  { maxBytes }: ImageRules,
): readonly Finding[] {
  if (bytes <= maxBytes) return [];
  const args = { ...imageArgs(image, index), megabytes: megabytes(bytes), max: megabytes(maxBytes) };
  return [findingError(`images[${index}]`, 'image.tooLarge', args)];
}

/** File type and transparency. */
function checkLook(
  image: RequestImage,
  index: number,
  { type, hasAlpha }: ImageFacts,
  { images: rules, label }: Model,
): readonly Finding[] {
  const field = `images[${index}]` as const;
  const args = { ...imageArgs(image, index), model: label };
  const findings: Finding[] = [];
  if (!rules.types.includes(type)) {
    const allowed = rules.types.map(typeName).join(', ');
    findings.push(findingError(field, 'image.type', { ...args, type: typeName(type), allowed }));
  }
  if (rules.opaque === true && hasAlpha === true) {
    findings.push(findingError(field, 'image.transparent', args));
  }
  return findings;
}

/** A frame becomes a picture of the video, so it should have the video's shape; a reference need not. */
function checkSides(
  image: RequestImage,
  index: number,
  { width, height }: ImageFacts,
  request: VideoRequest,
  model: Model,
): readonly Finding[] {
  const field = `images[${index}]` as const;
  const { exactSize, minSide = 0, maxSide = Infinity, maxStretch = Infinity } = model.images;
  const args = { ...imageArgs(image, index), width, height, model: model.label };
  const { aspectRatio, resolution } = request;
  const size = image.role === 'reference' ? undefined : findSize(model, aspectRatio, resolution);
  if (exactSize === true && size?.width !== undefined && size.height !== undefined) {
    if (width === size.width && height === size.height) return [];
    return [findingError(field, 'image.exactSize', { ...args, needed: `${size.width}×${size.height}` })];
  }
  const findings: Finding[] = [];
  if (Math.min(width, height) < minSide) {
    findings.push(findingError(field, 'image.tooSmall', { ...args, min: minSide }));
  }
  if (Math.max(width, height) > maxSide) {
    findings.push(findingError(field, 'image.tooManyPixels', { ...args, max: maxSide }));
  }
  if (Math.max(width, height) > maxStretch * Math.min(width, height)) {
    findings.push(findingError(field, 'image.tooLong', { ...args, max: maxStretch }));
  }
  const frame = size === undefined ? undefined : frameSize(size);
  if (frame === undefined || hasShapeOf(frame, width, height)) return findings;
  const better = nearestAspectRatio(model, width / height);
  const isBetter = better !== aspectRatio && shapeOf(better) !== shapeOf(aspectRatio);
  const fix = { aspectRatio: better, resolution: nearestResolution(model, better, resolution) };
  return [
    ...findings,
    findingWarning(
      field,
      'image.shape',
      { ...imageArgs(image, index), width, height, aspectRatio },
      isBetter ? fix : undefined,
    ),
  ];
}

/** Whether a picture of this size fills the video without being seen to be cropped or stretched. */
export function hasShapeOf(
  frame: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): boolean {
  return Math.abs(Math.log(((width / height) * frame.height) / frame.width)) <= 0.1;
}

/** What the sentences about an image call it. */
export function imageArgs(
  { uri }: RequestImage,
  index: number,
): { readonly position: number; readonly name: string } {
  return { position: index + 1, name: shownText(fileNameOfUri(uri) || uri) };
}

/** Rounded up, so that a file over the limit never seems to be at it. */
function megabytes(bytes: number): number {
  return Math.ceil(bytes / 100_000) / 10;
}

function typeName(type: ImageFacts['type']): string {
  switch (type) {
    case 'image/png':
      return 'PNG';
    case 'image/jpeg':
      return 'JPEG';
    case 'image/webp':
      return 'WebP';
  }
}
