import type { ExitCode } from '../exitCode.ts';
import { exitCodes } from '../exitCode.ts';
import type { NextStep } from '../../reports/nextStep.ts';

/** What stands in the way, for programs. */
export type RefusalCode =
  /** The prompts may be a stranger's. */
  | 'fork'
  | 'key'
  /** It would cost more than this run may, or than a cap leaves. */
  | 'budget'
  | 'cap'
  /** Nobody knows exactly what it costs. */
  | 'price'
  /** Images would leave the machine. */
  | 'uploads'
  /** The model gives no task id. */
  | 'untracked'
  /** The last frame of a clip is needed. */
  | 'ffmpeg'
  /** The plan, or something that it stands on, is not as it was. */
  | 'plan'
  /** Something is wrong in the files. */
  | 'files'
  | 'request'
  | 'paused';

const exitCodeOf: Readonly<Record<RefusalCode, ExitCode>> = {
  fork: exitCodes.couldNotRun,
  key: exitCodes.couldNotRun,
  budget: exitCodes.budget,
  cap: exitCodes.budget,
  price: exitCodes.wrong,
  uploads: exitCodes.wrong,
  untracked: exitCodes.wrong,
  ffmpeg: exitCodes.couldNotRun,
  plan: exitCodes.wrong,
  files: exitCodes.wrong,
  request: exitCodes.wrong,
  paused: exitCodes.couldNotRun,
};

/** Why nothing was sent, and what would go on. The message is one sentence or two, for people. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly next: readonly NextStep[];

  constructor(code: RefusalCode, message: string, next: readonly NextStep[] = []) {
    super(message);
    this.code = code;
    this.next = next;
  }

  get exitCode(): ExitCode {
    return exitCodeOf[this.code];
  }
}
