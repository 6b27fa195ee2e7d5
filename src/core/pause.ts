/** Why something is paused: by a person, or because the provider refused the key or found no balance. */
export const pauseReasons = ['user', 'key', 'no-balance'] as const;

export type PauseReason = (typeof pauseReasons)[number];

/** The scope of *Pause All*. */
export const everything = 'everything';

/** Asking and sending at an API origin: nothing goes there with a key that is refused. */
export const askingAt = (origin: string) => `ask ${origin}`;

/** Sending only: a render that is paid for may still be asked about when the balance is used up. */
export const sendingAt = (origin: string) => `send ${origin}`;

/** Something that rests, for all windows. */
export interface Pause {
  /** {@link everything}, {@link askingAt} or {@link sendingAt} an origin. */
  readonly scope: string;
  readonly reason: PauseReason;
  /** All times are epoch milliseconds. */
  readonly since: number;
  readonly end?: { readonly at: number; readonly by: 'person' | 'provider' };
  /** The key that was refused: another one ends the pause. */
  readonly keyFingerprint?: string;
  /** How often it was tried since, in vain. */
  readonly missCount: number;
  /** The last try; a queued job from after it may be the next one, because a person has asked anew. */
  readonly probedAt: number;
  /** When one running job asks again. */
  readonly nextAt?: number;
}

export function isPausedByUser(pauses: readonly Pause[]): boolean {
  return pauses.some(({ reason }) => reason === 'user');
}
