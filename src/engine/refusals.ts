import { type CapBreach, type Caps, type CapTotals, leftMicroUsd } from '../core/budget.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { Job } from '../core/job.ts';
import { formatUsd, type MicroUsd } from '../core/money.ts';
import { describeFinding, type Finding } from '../core/preflight.ts';
import type { VideoRequest } from '../core/request.ts';
import type { RunBreach } from '../core/runBudget.ts';
import { describeBreach } from './breach.ts';

/** A request that preflight refused: every finding, so that a surface can show each at its field. */
export class RefusedRequest extends VideoPromptError {
  readonly findings: readonly Finding[];
  /** As it was given: without a frame that is still to come. */
  readonly request: VideoRequest;
  /** Which request of its batch it is, from 0. */
  readonly index: number;

  constructor(request: VideoRequest, first: Finding, findings: readonly Finding[], index = 0) {
    super('request.invalid', describeFinding(first), { field: first.field });
    this.findings = findings;
    this.request = request;
    this.index = index;
  }
}

/** A submission that a cap stopped. */
export class CappedRequest extends VideoPromptError {
  readonly breach: CapBreach;
  /** What every cap still allows. */
  readonly leftMicroUsd: MicroUsd;

  constructor(breach: CapBreach, caps: Caps, totals: CapTotals) {
    super('cap.reached', describeBreach(breach));
    this.breach = breach;
    this.leftMicroUsd = leftMicroUsd(caps, totals) ?? 0;
  }
}

/** What one run of a command may spend would be passed. */
export class OverBudget extends VideoPromptError {
  readonly breach: RunBreach;

  constructor(breach: RunBreach) {
    const { by, asked, max } = breach;
    super(
      'budget.reached',
      by === 'money'
        ? say('budget.money', { asked: formatUsd(asked), max: formatUsd(max) })
        : say('budget.clips', { asked: String(asked), max: String(max) }),
    );
    this.breach = breach;
  }
}

/** What stands in the way of an item of a batch: jobs that make the same, or made it since somebody looked. */
export interface DuplicateItem {
  /** Which request of its batch it is, from 0. */
  readonly index: number;
  readonly ids: readonly string[];
  /** Those of them that this version can read. */
  readonly jobs: readonly Job[];
}

/** Shots that are being made already: nobody agreed to a second clip of them. */
export class DuplicateRequest extends VideoPromptError {
  readonly items: readonly DuplicateItem[];

  constructor(items: readonly DuplicateItem[]) {
    const jobId = items[0]?.ids[0];
    super('job.duplicate', say('job.duplicate'), jobId === undefined ? {} : { jobId });
    this.items = items;
  }
}
