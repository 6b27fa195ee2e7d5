import { findSize } from './catalogue/catalogue.ts';
import type { ImageType, Model } from './catalogue/model.ts';
import { frameSize } from './frameSize.ts';
import { hasShapeOf } from './imageChecks.ts';
import type { ImageFacts } from './imageFacts.ts';
import type { ImageRole, VideoRequest } from './request.ts';

/** How the picture is brought to its new shape: left as it is, cut, or set on a ground. */
export type Fit = 'keep' | 'crop' | 'pad';

/** One way to draw the copy, in pixels. */
export interface FitOption {
  readonly fit: Fit;
  readonly width: number;
  readonly height: number;
}

/** How a copy of an image has to be drawn so that a model takes it in its role. */
export interface ImageFix {
  /** The best first; never empty. */
  readonly options: readonly FitOption[];
  /** What the copy's file may be; the best first. */
  readonly types: readonly ImageType[];
  readonly maxBytes: number;
  /** No fewer pixels may be drawn to save bytes. */
  readonly isSizeFixed: boolean;
  readonly isOpaque: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Plans the copy of an upright picture; its pixels are never made more than the model asks for. */
export function planImageFix(
  facts: ImageFacts,
  role: ImageRole,
  { aspectRatio, resolution }: Pick<VideoRequest, 'aspectRatio' | 'resolution'>,
  model: Model,
): ImageFix {
  const { images: rules } = model;
  const option = role === 'reference' ? undefined : findSize(model, aspectRatio, resolution);
  const size = option === undefined ? undefined : frameSize(option);
  const isSizeFixed = size !== undefined && rules.exactSize === true;
  return {
    options: isSizeFixed ? exactly(facts, size) : shapes(facts, size, model),
    types: typesFor(facts, model),
    maxBytes: rules.maxBytes,
    isSizeFixed,
    isOpaque: rules.opaque === true,
  };
}

function exactly(image: Size, { width, height }: Size): readonly FitOption[] {
  const size = { width, height };
  if (image.width * height === image.height * width) return [{ fit: 'keep', ...size }];
  return [
    { fit: 'crop', ...size },
    { fit: 'pad', ...size },
  ];
}

function shapes(image: Size, size: Size | undefined, model: Model): readonly FitOption[] {
  const keep: FitOption = { fit: 'keep', ...within(image, image, model) };
  const longest = longestShape(image, model);
  if (longest === undefined && (size === undefined || hasShapeOf(size, image.width, image.height)))
    return [keep];
  const [crop, pad] = reshaped(image, size ?? longest ?? image, model);
  return longest === undefined ? [crop, pad, keep] : [crop, pad];
}

/** The nearest shape that the model takes, where the image is too long for it. */
function longestShape(
  { width, height }: Size,
  { images: { maxStretch = Infinity } }: Model,
): Size | undefined {
  if (Math.max(width, height) <= maxStretch * Math.min(width, height)) return undefined;
  // A little less, so that rounding to pixels stays within.
  const stretch = maxStretch * 0.98;
  return width > height ? { width: height * stretch, height } : { width, height: width * stretch };
}

function reshaped(image: Size, size: Size, model: Model): readonly [FitOption, FitOption] {
  const shape = size.width / size.height;
  const isWider = image.width / image.height > shape;
  const cut = isWider
    ? { width: image.height * shape, height: image.height }
    : { width: image.width, height: image.width / shape };
  const ground = isWider
    ? { width: image.width, height: image.width / shape }
    : { width: image.height * shape, height: image.height };
  return [
    { fit: 'crop', ...within(cut, size, model) },
    { fit: 'pad', ...within(ground, size, model) },
  ];
}

/** No larger than the size and what the model takes, no smaller than it asks for; the shape stays. */
function within({ width, height }: Size, size: Size, { images }: Model): Size {
  const { minSide = 1, maxSide = Infinity } = images;
  const down = Math.min(1, size.width / width, size.height / height, maxSide / Math.max(width, height));
  const scale = Math.max(down, minSide / Math.min(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Its own kind first; a photograph is small as JPEG, transparency needs another. */
function typesFor({ type, hasAlpha }: ImageFacts, { images }: Model): readonly ImageType[] {
  const wanted: readonly ImageType[] =
    hasAlpha === true && images.opaque !== true
      ? [type, 'image/png', 'image/webp', 'image/jpeg']
      : [type, 'image/jpeg', 'image/webp', 'image/png'];
  return [...new Set(wanted)].filter((one) => images.types.includes(one));
}
