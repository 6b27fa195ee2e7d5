import type { Job } from '../core/job.ts';
import type { RecordedClip, UnreadableClip } from './recordedClip.ts';

/** Everything that was made, and is being made, of a prompt file. */
export interface Made {
  /** Oldest first. */
  readonly takes: readonly RecordedClip[];
  /** Clips whose sidecars cannot be read, so that only their names say what they may be. */
  readonly unreadable: readonly UnreadableClip[];
  /** Those that have not ended, oldest first. */
  readonly jobs: readonly Job[];
  /** Jobs that have not ended, of prompt files that are gone: one of them may be this one under its old name. */
  readonly strays: readonly Job[];
  /** The newest job of all at the time of the look: what came later is not among these. */
  readonly upTo: number;
}
