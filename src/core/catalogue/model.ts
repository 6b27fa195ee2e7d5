import type { MicroUsd } from '../money.ts';
import type { ImageRole } from '../request.ts';

/** How one family of CometAPI endpoints is spoken; each has one file in `src/comet/dialects`. */
export type DialectId = 'unified';

export type Lifecycle =
  | { readonly stage: 'available' | 'preview' | 'unstable' }
  | { readonly stage: 'retired'; readonly replacement: string; readonly date: string };

/** Whole seconds a model can make: any of a set, or any in a range, both ends included. */
export type SecondsRule =
  | { readonly kind: 'set'; readonly values: readonly number[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number };

/** One legal pair of aspect ratio and resolution, and how the endpoint spells it. */
export interface SizeOption {
  /** `16:9` */
  readonly aspectRatio: string;
  /** `720p` */
  readonly resolution: string;
  /** The value on the wire: `1280x720`. */
  readonly wire: string;
  readonly width: number;
  readonly height: number;
}

export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp';

export interface ImageRules {
  /** Most images for each role; a role that is absent is not offered. */
  readonly roles: Readonly<Partial<Record<ImageRole, number>>>;
  /** Most images in all. */
  readonly max: number;
  readonly types: readonly ImageType[];
  readonly maxBytes: number;
  /** A last frame asks for these seconds only. */
  readonly lastFrameSeconds?: readonly number[];
  /** A last frame is legal only beside a first frame. */
  readonly lastNeedsFirst: boolean;
  /** First or last frames and references exclude each other. */
  readonly framesExcludeReferences: boolean;
}

/** How good a price is: published for exactly these options, a lower bound, or not known. */
export type PriceKind = 'listed' | 'at-least' | 'unknown';

export interface PriceRate {
  /** The resolutions it holds for; absent: all of them. */
  readonly resolutions?: readonly string[];
  readonly microUsdPerSecond: MicroUsd;
  readonly kind: Exclude<PriceKind, 'unknown'>;
}

export interface Pricing {
  /** First match wins; no match means that the price is unknown. */
  readonly rates: readonly PriceRate[];
  /** Who published the figures, in words for people. */
  readonly source: string;
  /** When they were read: `2026-06` or `2026-06-15`. */
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
  readonly images: ImageRules;
  readonly audio: 'always' | 'never' | 'optional' | 'unknown';
  readonly maxPromptCharacters: number;
  /** Absent: the endpoint takes none. */
  readonly negativePrompt?: { readonly maxCharacters: number };
  /** The whole numbers it takes, both ends included; absent: none. */
  readonly seed?: { readonly min: number; readonly max: number };
  /** How a reference image is named inside the prompt, counted from 1; absent: it is not. */
  readonly referenceSpelling?: (position: number) => string;
  /** A finished clip can be made anew by another prompt. */
  readonly remix?: boolean;
  /** False: the result link must be used, `/content` is not promised. */
  readonly contentEndpoint: boolean;
  readonly pricing: Pricing;
  /** What a person should know before choosing it. */
  readonly notes: readonly string[];
}
