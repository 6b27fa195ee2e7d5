import type { MicroUsd } from '../money.ts';
import type { ImageRole } from '../request.ts';

/** How one family of CometAPI endpoints is spoken; each has one file in `src/comet/dialects`. */
export const dialectIds = ['unified', 'grok', 'kling', 'runway', 'midjourney', 'chat'] as const;
export type DialectId = (typeof dialectIds)[number];

export type Lifecycle =
  | { readonly stage: 'available' | 'preview' | 'unstable' }
  | { readonly stage: 'retired'; readonly replacement: string; readonly date: string };

/** Whole seconds a model can make: any of a set, any in a range, both ends included, or what the model decides. */
export type SecondsRule =
  | { readonly kind: 'set'; readonly values: readonly number[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  /** Nobody can say how long: nothing is sent, and a request has 0 seconds. */
  | { readonly kind: 'none' };

/** One legal pair of aspect ratio and resolution, and how the endpoint spells it. */
export interface SizeOption {
  /** `16:9` */
  readonly aspectRatio: string;
  /** `720p` */
  readonly resolution: string;
  /** The value on the wire: `1280x720`; where the endpoint takes shape and size apart, the shape. */
  readonly wire: string;
  /** In pixels; absent: not published. */
  readonly width?: number;
  readonly height?: number;
}

/** A way of working that a model offers beside length and size. */
export interface Mode {
  /** The value on the wire. */
  readonly id: string;
  readonly label: string;
}

export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

export type ImageType = (typeof imageTypes)[number];

export interface ImageRules {
  /** Most images for each role; a role that is absent is not offered. */
  readonly roles: Readonly<Partial<Record<ImageRole, number>>>;
  /** Most images in all. */
  readonly max: number;
  /** Fewest images; absent: none is needed. */
  readonly min?: number;
  /** `link`: the endpoint takes no file, only a public https address; absent: files. */
  readonly source?: 'file' | 'link';
  readonly types: readonly ImageType[];
  readonly maxBytes: number;
  /** A last frame asks for these seconds only. */
  readonly lastFrameSeconds?: readonly number[];
  /** A last frame is legal only beside a first frame. */
  readonly lastNeedsFirst: boolean;
  /** First or last frames and references exclude each other. */
  readonly framesExcludeReferences: boolean;
  /** A frame has to have exactly the video's pixels. */
  readonly exactSize?: true;
  /** Least and most pixels of each side. */
  /** How much longer one side may be than the other, at most. */
  readonly maxStretch?: number;
  readonly minSide?: number;
  readonly maxSide?: number;
  /** Images with transparency are refused. */
  readonly opaque?: true;
}

/** How good a price is: published for exactly these options, a lower bound, or not known. */
export const priceKinds = ['listed', 'at-least', 'unknown'] as const;

export type PriceKind = (typeof priceKinds)[number];

export type PriceRate = {
  /** The resolutions it holds for; absent: all of them. */
  readonly resolutions?: readonly string[];
  /** The modes it holds for; absent: all of them. */
  readonly modes?: readonly string[];
  /** It holds only where sound was asked for. */
  readonly withAudio?: true;
  readonly kind: Exclude<PriceKind, 'unknown'>;
} & ({ readonly microUsdPerSecond: MicroUsd } | { readonly microUsdPerClip: MicroUsd });

export interface Pricing {
  /** First match wins; no match means that the price is unknown. */
  readonly rates: readonly PriceRate[];
  /** On top for each image that is sent, at least. */
  readonly microUsdPerImage?: MicroUsd;
  /** Who published the figures, in words for people. */
  readonly source: string;
  /** When they were read: `2026-06-15`, `2026-06`, or the year where no more is known. */
  readonly date: string;
}

/** An entry of the catalogue: everything the extension knows about one model. */
export interface Model {
  readonly id: string;
  readonly label: string;
  /** The family's name, for grouping: `Veo`. */
  readonly family: string;
  readonly dialect: DialectId;
  readonly lifecycle: Lifecycle;
  readonly seconds: SecondsRule;
  readonly sizes: readonly SizeOption[];
  /** `apart`: the endpoint takes `aspect_ratio` and `resolution` instead of `size`. */
  readonly sizeFields?: 'apart';
  /** The first is the usual one; absent: there is nothing to choose. */
  readonly modes?: readonly Mode[];
  readonly images: ImageRules;
  readonly audio: 'always' | 'never' | 'optional' | 'unknown';
  /** Absent: the endpoint takes none. */
  readonly negativePrompt?: { readonly maxCharacters: number };
  /** Both ends included; absent: the endpoint takes none. */
  readonly seed?: { readonly min: number; readonly max: number };
  readonly maxPromptCharacters: number;
  /** The language prompts work best in. */
  readonly promptLanguage?: 'en';
  /** Requests a minute for a whole project, as far as it was published. */
  readonly requestsPerMinute?: number;
  /** How a reference image is named inside the prompt, counted from 1; absent: it is not. */
  readonly referenceSpelling?: (position: number) => string;
  /** A finished clip can be made anew by another prompt. */
  readonly remix?: boolean;
  /** False: the result link must be used, the content endpoint is not promised or does not exist. */
  readonly contentEndpoint: boolean;
  readonly pricing: Pricing;
  /** The endpoint gives no task id: what is lost on the way cannot be found again, so that the first use asks. */
  readonly isFragile?: boolean;
  /** Only CometAPI's list has it: what it accepts is not known here, so that it gets the prompt alone. */
  readonly isUncharted?: boolean;
  /** What a person should know before choosing it. */
  readonly notes: readonly string[];
}
