import * as z from 'zod/mini';

/**
 * What the takes screen's webview and the host say to each other. The host owns everything: the webview shows a
 * {@link TakesState} and reports what the person does as a {@link TakesMessage}, which is parsed at the host's door.
 */

/** A take goes by its sidecar's URI. */
const take = z.string().check(z.maxLength(10_000));

export const takesMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** `isKept` false: no take of the shot is kept any more. */
  z.strictObject({ kind: z.literal('keep'), take, isKept: z.boolean() }),
  z.strictObject({ kind: z.literal('open'), take }),
  z.strictObject({ kind: z.literal('reveal'), take }),
  z.strictObject({ kind: z.literal('openPromptFile') }),
]);

export type TakesMessage = z.infer<typeof takesMessage>;

/** Something of a take in words; `value` is empty where it says nothing. */
export interface TakeFact {
  readonly label: string;
  readonly value: string;
  /** It differs from take to take by nature, so that a difference says nothing. */
  readonly isIncidental?: true;
}

export interface TakeView {
  readonly id: string;
  /** `Take 3`, with the matrix cell where there is one. */
  readonly name: string;
  /** A URI the webview may load; absent: the clip is gone. */
  readonly src?: string;
  /** Why there is nothing to play; absent: the clip is gone. */
  readonly instead?: string;
  readonly width?: number;
  readonly height?: number;
  readonly path: string;
  readonly isKept: boolean;
  readonly isSample: boolean;
  /** `current`, or what has changed since. */
  readonly state?: string;
  /** The same labels in the same order for every take. */
  readonly facts: readonly TakeFact[];
}

export interface TakesState {
  /** The shot's title. */
  readonly title: string;
  readonly promptFile: string;
  /** What the kept take has cost with all the others; empty while none is kept. */
  readonly cost: string;
  /** Newest first. */
  readonly takes: readonly TakeView[];
}

/** What the page keeps over a reload of the window. It is parsed at the host's door, as data from outside. */
export const takesMemory = z.strictObject({
  /** The URI of a prompt file. */
  promptFile: z.string().check(z.maxLength(10_000), z.regex(/^[a-z][a-z0-9+.-]*:\/[^?#\s]*\.video\.md$/i)),
  /** The shot's slug. */
  shot: z.string().check(z.maxLength(1_000)),
});

export type TakesMemory = z.infer<typeof takesMemory>;

/** The host's only message. */
export interface TakesHostMessage {
  readonly kind: 'takes';
  readonly state: TakesState;
  /** To be kept over a reload. */
  readonly memory: TakesMemory;
}

/** All fixed words of the screen. The host translates them; `{0}` is filled in by the webview. */
export interface TakesStrings {
  readonly none: string;
  readonly compare: string;
  /** `{0}` is the take's name, here and below. */
  readonly compareTake: string;
  readonly showAll: string;
  readonly playTogether: string;
  readonly pause: string;
  readonly keep: string;
  readonly keepTake: string;
  readonly kept: string;
  readonly stopKeeping: string;
  readonly open: string;
  readonly openTake: string;
  readonly reveal: string;
  readonly revealTake: string;
  readonly clipOf: string;
  readonly gone: string;
  readonly sample: string;
  readonly differs: string;
  /** `{0}` takes are shown. */
  readonly comparing: string;
}
