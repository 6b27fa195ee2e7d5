import { type CapBreach, type Caps, type CapTotals, leftMicroUsd } from '../core/budget.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { MicroUsd } from '../core/money.ts';
import { describeFinding, type Finding } from '../core/preflight.ts';
import type { VideoRequest } from '../core/request.ts';
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
