import type { Quote, TotalPrice } from '../core/quote.ts';
import type { Recipe, RecipeChange } from '../core/recipe.ts';
import type { ImageRole } from '../core/request.ts';

/** What would be rendered, in this order. Its paths are relative to one folder, the plan's root, with `/` between names. */
export interface RenderPlan {
  readonly clips: readonly PlannedTake[];
  readonly total: TotalPrice;
}

/** A clip that would be made, and everything that it stands on. */
export interface PlannedTake {
  /** The prompt file's path. */
  readonly file: string;
  /** Slug and cell key, as in the sidecar of its clip. */
  readonly shot: string;
  readonly cell: string;
  readonly take: number;
  /** For people. */
  readonly title: string;
  readonly why: PlanReason;
  /** Its first image is the last frame of an earlier clip of the plan, by its place there, or of a job that is under way. */
  readonly waitsFor?: { readonly clip: number } | { readonly job: string };
  /** Everything of the recipe but the words and the images. */
  readonly options: PlannedOptions;
  /** Of the prompt as people see it: sha256 in lower-case hex, as every digest here. */
  readonly promptSha256: string;
  readonly images: readonly PlannedImage[];
  /** Of the recipe, as in the sidecar; absent while it waits for a clip. */
  readonly digest?: string;
  readonly quote: Quote;
}

export type PlannedOptions = Omit<Recipe, 'prompt' | 'images'>;

export type PlanReason =
  | { readonly kind: 'missing' }
  /** A clip is there that was made from something else. */
  | { readonly kind: 'stale'; readonly changes: readonly RecipeChange[] }
  /** A clip is there that is current: another take of it was asked for. */
  | { readonly kind: 'again' };

/** A shot of the same file. */
export interface PlannedSource {
  readonly shot: string;
  readonly cell: string;
}

/** A path is absent where the file lies outside of the root, or has a name that not every system can have. */
export type PlannedImage = { readonly role: ImageRole } &
  /** Absent digest: what it holds cannot be told. */
  (
    | { readonly kind: 'file'; readonly path?: string; readonly sha256?: string }
    /** A public address, which may have a secret in it. */
    | { readonly kind: 'link'; readonly linkSha256: string }
    /** The last frame of a clip that is there, perhaps of a shot of the file. */
    | {
        readonly kind: 'clip';
        readonly path?: string;
        readonly clipSha256: string;
        readonly of?: PlannedSource;
      }
    /** The last frame of a clip that is still to be made. */
    | { readonly kind: 'awaited'; readonly of: PlannedSource }
  );
