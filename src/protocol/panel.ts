import * as z from 'zod/mini';
import { fileBytes } from './fileBytes.ts';

/**
 * What the panel's webview and the host say to each other. The host owns all state: the webview shows a
 * {@link PanelState} and reports what the person does as a {@link PanelMessage}. Everything the webview sends is
 * parsed here, at the host's door.
 */

const text = (max: number) => z.string().check(z.maxLength(max));
const identifier = text(200);
/** Images go by their URI. */
const imageId = text(10_000);
const role = z.enum(['first', 'last', 'reference']);

/** What the person changed in the form; absent fields stay as they are. */
const draftPatch = z.strictObject({
  prompt: z.optional(text(200_000)),
  model: z.optional(identifier),
  seconds: z.optional(z.number()),
  aspectRatio: z.optional(identifier),
  resolution: z.optional(identifier),
  variants: z.optional(z.number()),
  mode: z.optional(identifier),
  /** Empty: none. */
  negativePrompt: z.optional(text(200_000)),
  /** Null takes it back, here and below. */
  seed: z.optional(z.nullable(z.number())),
  audio: z.optional(z.nullable(z.boolean())),
});

export const panelMessage = z.discriminatedUnion('kind', [
  /** The webview has loaded and wants the state. */
  z.strictObject({ kind: z.literal('ready') }),
  /**
   * `revision` counts the person's edits; the state's answer carries it back, so that typing is never overwritten.
   * `images` are those that the prompt of the patch speaks of by their numbers: they may have moved meanwhile.
   */
  z.strictObject({
    kind: z.literal('edit'),
    revision: z.int(),
    patch: draftPatch,
    images: z.optional(z.array(imageId).check(z.maxLength(1000))),
  }),
  /** Opens VS Code's list of models; what was chosen comes with a state. */
  z.strictObject({ kind: z.literal('chooseModel') }),
  z.strictObject({ kind: z.literal('choosePreset') }),
  z.strictObject({ kind: z.literal('savePreset') }),
  z.strictObject({ kind: z.literal('pickImages') }),
  z.strictObject({ kind: z.literal('addUris'), uris: z.array(imageId).check(z.maxLength(100)) }),
  z.strictObject({
    kind: z.literal('addBytes'),
    name: text(500),
    data: fileBytes,
  }),
  z.strictObject({ kind: z.literal('removeImage'), image: imageId }),
  z.strictObject({ kind: z.literal('setRole'), image: imageId, role }),
  /** The fix of a finding that changes the form. */
  z.strictObject({ kind: z.literal('applyFix'), field: identifier, code: identifier }),
  /** Asks for what the copy of an image needs: {@link ImageFixView} is the answer. */
  z.strictObject({ kind: z.literal('openImageFix'), image: imageId }),
  /** A copy of an image to take its place, as a file. */
  z.strictObject({ kind: z.literal('fixedImage'), image: imageId, data: fileBytes }),
  /** The last frame of a job's clip as a PNG. */
  z.strictObject({ kind: z.literal('lastFrame'), job: identifier, data: fileBytes }),
  /** `to` is the new position, counted from 0. */
  z.strictObject({ kind: z.literal('moveImage'), image: imageId, to: z.int() }),
  /**
   * `shownMicroUsd` is the total that stood on the button when it was pressed; absent: an unknown price. `shownDraft` is
   * the state's number of the draft: another than the host's means that something else stood on the screen.
   */
  z.strictObject({
    kind: z.literal('generate'),
    shownMicroUsd: z.optional(z.int()),
    shownKind: z.optional(z.enum(['listed', 'at-least'])),
    shownDraft: z.optional(z.int()),
  }),
  z.strictObject({
    kind: z.literal('jobAction'),
    job: identifier,
    action: z.enum([
      'stop',
      'cancel',
      'resume',
      'release',
      'open',
      'reveal',
      'useAgain',
      'extend',
      'remix',
      'copyTaskId',
      'copyError',
      'saveAs',
      'forget',
      'openExternal',
      'recover',
      'submitAgain',
      'setKey',
      'openConsole',
    ]),
  }),
  z.strictObject({
    kind: z.literal('command'),
    command: z.enum([
      'setApiKey',
      'removeApiKey',
      'manageTrust',
      'trySample',
      'showSpend',
      'openSettings',
      'showJobs',
      'resumeAll',
      /** Writes the draft as a prompt file. */
      'openAsPromptFile',
    ]),
  }),
]);

export type PanelMessage = z.infer<typeof panelMessage>;
export type DraftPatch = z.infer<typeof draftPatch>;
export type JobAction = Extract<PanelMessage, { kind: 'jobAction' }>['action'];
export type PanelCommand = Extract<PanelMessage, { kind: 'command' }>['command'];
export type DraftRole = z.infer<typeof role>;

export interface DraftImageView {
  readonly id: string;
  readonly name: string;
  readonly role: DraftRole;
  /** A URI the webview may load; absent when the file cannot be shown (missing, no image). */
  readonly src?: string;
  /** `1280 × 720, 48 KB`, or what is wrong with it. */
  readonly detail: string;
  readonly hasError: boolean;
}

/** The draft's model. */
export interface ModelView {
  readonly label: string;
  /** `Veo`, and its stage where that is worth a word. */
  readonly note: string;
  /** Its abilities, a few words each. */
  readonly abilities: readonly string[];
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[];
}

/** The choices that the draft's model accepts. */
export interface FormView {
  readonly model: ModelView;
  readonly seconds: readonly number[];
  readonly aspectRatios: readonly string[];
  readonly resolutions: readonly string[];
  /** Empty: there is nothing to choose. */
  readonly modes: readonly { readonly id: string; readonly label: string }[];
  /** Empty: the model takes no images. */
  readonly roles: readonly DraftRole[];
  readonly maxImages: number;
  /** Files, or public addresses only. */
  readonly imageSource: 'file' | 'link';
  readonly maxVariants: number;
  /** Absent, like the next one: the model takes none. */
  readonly negativePrompt?: { readonly maxCharacters: number };
  readonly seed?: { readonly min: number; readonly max: number };
  /** `optional`: there is a choice. */
  readonly audio: 'always' | 'never' | 'optional' | 'unknown';
}

export interface DraftView {
  readonly prompt: string;
  readonly model: string;
  readonly seconds: number;
  readonly aspectRatio: string;
  readonly resolution: string;
  readonly variants: number;
  /** Empty where the model has none. */
  readonly mode: string;
  /** Empty: none. */
  readonly negativePrompt: string;
  /** Null: not chosen, here and below. */
  readonly seed: number | null;
  readonly audio: boolean | null;
  readonly images: readonly DraftImageView[];
}

export interface PriceView {
  /** `$0.32`, `at least $0.32`, or the word for unknown; in sample mode the word for free. */
  readonly text: string;
  /** Kind, source and date, for the tooltip and the screen reader. */
  readonly detail: string;
  readonly microUsd?: number;
  /** Exact or a lower bound; absent like the amount. */
  readonly kind?: 'listed' | 'at-least';
}

export interface FindingView {
  readonly severity: 'error' | 'warning';
  /** `prompt`, `seconds`, `images[0]`, … */
  readonly field: string;
  readonly code: string;
  readonly text: string;
  /** Ways to settle it, each a button. */
  readonly fixes?: readonly FixView[];
}

export type FixView =
  | { readonly kind: 'form'; readonly label: string }
  /** Opens the preview of a copy of the image. */
  | { readonly kind: 'image'; readonly label: string; readonly image: string };

export type ImageFit = 'keep' | 'crop' | 'pad';

/** What the webview needs to draw a copy of an image that the model takes. Pixels are those of the upright picture. */
export interface ImageFixView {
  readonly image: string;
  readonly name: string;
  /** The image as a file without metadata. */
  readonly data: Uint8Array;
  readonly type: string;
  /** EXIF's number from 1 to 8: how the pixels have to be turned. */
  readonly orientation: number;
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** The best first. */
  readonly options: readonly { readonly fit: ImageFit; readonly width: number; readonly height: number }[];
  /** MIME types; the best first. */
  readonly types: readonly string[];
  readonly maxBytes: number;
  /** No fewer pixels may be drawn to save bytes. */
  readonly isSizeFixed: boolean;
  readonly isOpaque: boolean;
  /** For what: `Veo 3.1 Fast · 16:9 720p`. */
  readonly target: string;
  /** The original's size in words. */
  readonly detail: string;
}

export interface ActionView {
  readonly action: JobAction;
  readonly label: string;
  /** A codicon's name: `debug-stop`. */
  readonly icon: string;
}

export interface FailureView {
  readonly title: string;
  /** Whether money was spent, in words. */
  readonly money: string;
  /** The provider's own words, verbatim. */
  readonly providerMessage?: string;
  readonly requestId?: string;
  /** What to do next, in words. */
  readonly next?: string;
  /** What is known, a line each. */
  readonly facts?: readonly string[];
}

export interface ClipView {
  readonly src: string;
  /** `video/mp4; codecs="…"`, for `canPlayType`. */
  readonly type: string;
  readonly hasAudio: boolean;
  /** `videos/a-cat.mp4` */
  readonly path: string;
  /** `4 s · 1280 × 720 · 102 KB` */
  readonly detail: string;
  /** In what it is not as asked, a sentence each. */
  readonly notes: readonly string[];
  readonly width?: number;
  readonly height?: number;
}

export type JobTone = 'active' | 'done' | 'failed' | 'attention' | 'idle';

export interface JobView {
  readonly id: string;
  /** The prompt's beginning. */
  readonly title: string;
  /** `Veo 3.1 Fast · 4 s · 720p · $0.32` */
  readonly subtitle: string;
  readonly state: string;
  readonly stateText: string;
  readonly tone: JobTone;
  readonly isSample: boolean;
  /** 0 to 100; absent: not known, shown as indeterminate while the tone is active. */
  readonly progress?: number;
  /** Epoch milliseconds: elapsed time counts from here while the tone is active. */
  readonly startedAt?: number;
  readonly actions: readonly ActionView[];
  readonly failure?: FailureView;
  readonly clip?: ClipView;
}

/** A banner over the form: what stands in the way, and the way out. */
export interface NoticeView {
  readonly id:
    | 'noKey'
    | 'environmentKey'
    | 'untrusted'
    | 'offline'
    | 'capReached'
    | 'capNear'
    | 'paused'
    | 'error'
    | 'sample';
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly {
    readonly command: PanelCommand;
    readonly label: string;
    readonly primary?: boolean;
  }[];
  /** Changes of the form that settle it, each with its price. */
  readonly offers?: readonly { readonly label: string; readonly patch: DraftPatch }[];
}

export interface PanelState {
  readonly draft: DraftView;
  /** The last edit that the draft contains. */
  readonly revision: number;
  /** Another one after each change of the draft that is not the person's own edit in this webview. */
  readonly draftNumber: number;
  readonly form: FormView;
  readonly price: PriceView;
  readonly findings: readonly FindingView[];
  readonly notices: readonly NoticeView[];
  /** Whether Generate may be pressed; a missing key does not hinder, it is asked for. */
  readonly canGenerate: boolean;
  /** A submission is being prepared or admitted. */
  readonly isSubmitting: boolean;
  /** Everything that has not ended well, newest first. */
  readonly jobs: readonly JobView[];
  /** Finished clips, newest first. */
  readonly clips: readonly JobView[];
  /** `Today $0.64 · reserved $0.32 · 1 unknown` */
  readonly spend: string;
}

/** From the host to the webview. */
export type HostMessage =
  | { readonly kind: 'state'; readonly state: PanelState }
  /** Put the focus into the prompt. */
  | { readonly kind: 'focus' }
  /** Put the focus on a field, and show what is wrong there. */
  | { readonly kind: 'showField'; readonly field: string }
  | { readonly kind: 'imageFix'; readonly fix: ImageFixView }
  /** Answered by the clip's `lastFrame`. */
  | { readonly kind: 'grabFrame'; readonly job: string; readonly src: string }
  /** Read out politely by a screen reader. */
  | { readonly kind: 'announce'; readonly text: string };
