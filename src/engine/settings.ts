import type { Caps } from '../core/budget.ts';
import type { MicroUsd } from '../core/money.ts';

/** What the user has set; read anew at every use, so that a change holds at once. */
export interface EngineSettings {
  readonly caps: Caps;
  /** A known price over this asks first; absent: never. */
  readonly confirmAboveMicroUsd?: MicroUsd | undefined;
  /** Whether callers that are not a person's own click may spend without being asked about. */
  readonly allowUnattended: boolean;
  /** What agents may spend a day without a question, in all windows together; absent: nothing. */
  readonly agentDayMicroUsd?: MicroUsd | undefined;
  /** Whether those that nobody is asked for may upload images of a trusted workspace for the first time; absent: no. */
  readonly allowUploads?: boolean;
  /** How many jobs may be with the provider at once, over all windows. */
  readonly maxConcurrent: number;
}

/** The rhythm of a window, milliseconds. */
export interface Rhythm {
  /** How often a window writes its sign of life. */
  readonly beatMs: number;
  /**
   * From when on a silent window counts as dead. Less than the 15 s within which another must have taken over,
   * by more than one tick.
   */
  readonly staleMs: number;
  /** How often a window looks for changes of others, and for windows that died. */
  readonly tickMs: number;
  /** A POST leaves within this time after its row was committed, or not at all. */
  readonly sendWithinMs: number;
  /** How long another window leaves a stored clip to the one that drives it. */
  readonly placeGraceMs: number;
  /** The same once it has chosen a place and may be writing. */
  readonly placingGraceMs: number;
  /** A nap that lasted so much longer than asked for: the machine slept. */
  readonly sleptMs: number;
  /** While nothing answers, one job asks this often whether the network is back. */
  readonly lookoutMs: number;
  /** Jobs that go on at the same moment are spread over this time. */
  readonly spreadMs: number;
  /** How long a question that is asked for an agent stands open. */
  readonly answerMs: number;
}

export const rhythm: Rhythm = {
  beatMs: 5_000,
  staleMs: 13_000,
  tickMs: 1_000,
  sendWithinMs: 5_000,
  placeGraceMs: 5_000,
  placingGraceMs: 60_000,
  sleptMs: 5_000,
  lookoutMs: 3_000,
  spreadMs: 1_500,
  answerMs: 120_000,
};
