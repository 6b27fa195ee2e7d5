import type { DraftImage, RequestDraft } from '../defaults.ts';
import type { ImageRole } from '../request.ts';
import type { FieldName } from './fields.ts';
import type { PromptProblem } from './problem.ts';
import type { PromptFile, PromptShot } from './promptFile.ts';
import type { TextRange } from './textRange.ts';

/** A prompt file with all that it takes from others. */
export interface ResolvedPromptFile {
  readonly file: PromptFile;
  readonly uri: string;
  /** The files that it extends, the nearest first, also one that cannot be read. */
  readonly baseUris: readonly string[];
  readonly shots: readonly ResolvedShot[];
  /** Indexes of the shots, each behind those whose clips it starts from; those that wait for each other are left out. */
  readonly order: readonly number[];
  /** Of the file and of what it leads to, in the order of the text. */
  readonly problems: readonly PromptProblem[];
}

export interface ResolvedShot {
  readonly shot: PromptShot;
  readonly slug: string;
  readonly prompt: string;
  /** None where there are too many. */
  readonly cells: readonly ResolvedCell[];
  /** Where each value is said; one of a base where the file says `extends`. */
  readonly places: Readonly<Partial<Record<FieldName, TextRange>>>;
  /** Absent: it can be rendered, as far as the words go. */
  readonly obstacle?: ShotObstacle;
}

/** Why a shot cannot be rendered. */
export type ShotObstacle =
  /** Its own, or those of the file that it takes part in; in the order of the text. */
  | { readonly kind: 'errors'; readonly problems: readonly PromptProblem[] }
  /** The shot that it starts from cannot be rendered. */
  | { readonly kind: 'before'; readonly slug: string };

/** One clip to make, or as many as its `variants`. */
export interface ResolvedCell {
  /** Empty where the shot has no matrix. */
  readonly key: string;
  /** All but the images, which may have to be made first. */
  readonly draft: Omit<RequestDraft, 'images'>;
  /** In the order of the request. */
  readonly images: readonly CellImage[];
  /** As those of the shot, with the matrix's own values where they stand. */
  readonly places: ResolvedShot['places'];
}

export type CellImage = {
  /** Absent: open, to be given by the rules of the model. */
  readonly role?: ImageRole;
  /** Where it is said. */
  readonly range: TextRange;
} & (
  | { readonly kind: 'file'; readonly uri: string }
  /** The last frame of a clip that is there. */
  | { readonly kind: 'clip'; readonly uri: string }
  /** The last frame of another shot's clip. */
  | { readonly kind: 'shot'; readonly slug: string; readonly cell: string }
);

/** The request of a cell, with images in place of the frames; undefined where one of these is still to be made. */
export function requestDraft(
  { draft, images }: ResolvedCell,
  frameUri: (image: Exclude<CellImage, { kind: 'file' }>) => string | undefined,
): RequestDraft | undefined {
  const found: DraftImage[] = [];
  for (const image of images) {
    const uri = image.kind === 'file' ? image.uri : frameUri(image);
    if (uri === undefined) return undefined;
    found.push({ uri, ...(image.role === undefined ? {} : { role: image.role }) });
  }
  return { ...draft, images: found };
}
