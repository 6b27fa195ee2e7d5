import * as l10n from '@vscode/l10n';
import { hasEnded, isSample, type Charge, type Job, type JobState } from '../../core/job.ts';
import type { Failure } from '../../core/failure.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { Quote } from '../../core/quote.ts';
import { pauseWords } from '../../words/pauseWords.ts';
import { failureWords } from '../../words/failureWords.ts';
import { stateWords } from '../../words/jobWords.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import type { NextStep } from '../../reports/nextStep.ts';

/** What became of a clip. Paths are as a person in the working directory writes them. */
export interface ReportedJob {
  readonly id: string;
  readonly taskId?: string;
  /** Of the prompt file; absent where it is of none. */
  readonly file?: string;
  readonly shot: string;
  readonly cell: string;
  readonly take: number;
  readonly state: JobState;
  readonly isSample: boolean;
  /** What happened, for people. */
  readonly message: string;
  readonly quote: Quote;
  /** What budget and caps count while the charge is not known. */
  readonly reservedMicroUsd: MicroUsd;
  readonly charge?: Charge;
  readonly clip?: { readonly path: string; readonly bytes: number; readonly sha256: string };
  readonly failure?: Pick<Failure, 'class' | 'message' | 'charged' | 'providerMessage' | 'requestId'>;
  readonly next: readonly NextStep[];
}

export interface ReportedJobParts {
  readonly engine: Pick<Runtime['engine'], 'pauses'>;
  readonly shownPath: (uri: string) => string;
  /** The line that goes on with what is not at its end, at the origin of the job. */
  readonly resume: (origin: string) => NextStep;
}

export function reportedJob(job: Job, { engine, shownPath, resume }: ReportedJobParts): ReportedJob {
  const { id, taskId, source, state, quote, reservedMicroUsd, charge, clip, failure } = job;
  const waits = state !== 'uncertain' && !hasEnded(job);
  const paused = waits && !isSample(job) ? pauseWords(engine.pauses()) : undefined;
  return {
    id,
    ...(taskId === undefined ? {} : { taskId }),
    ...(source === undefined ? {} : { file: shownPath(source.promptFileUri) }),
    shot: source?.shot ?? '',
    cell: source?.cell ?? '',
    take: source?.take ?? 1,
    state,
    isSample: isSample(job),
    message: paused ?? messageOf(job),
    quote,
    reservedMicroUsd,
    ...(charge === undefined ? {} : { charge }),
    ...(clip?.uri === undefined || state !== 'saved'
      ? {}
      : { clip: { path: shownPath(clip.uri), bytes: clip.bytes, sha256: clip.sha256 } }),
    ...(failure === undefined ? {} : { failure: toldFailure(failure) }),
    next: waits ? [resume(job.origin)] : [],
  };
}

function toldFailure({ class: kind, message, charged, providerMessage, requestId }: Failure) {
  return {
    class: kind,
    message,
    charged,
    ...(providerMessage === undefined ? {} : { providerMessage }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function messageOf(job: Job): string {
  const { state, failure, id } = job;
  if (state === 'uncertain')
    return l10n.t(
      'It was sent, and no usable answer came: nobody knows whether it is rendered and paid for. It is never sent again by itself. Look for job {0} at CometAPI.',
      id,
    );
  if (failure === undefined || state === 'saved') return stateWords(job);
  const { title, money, next } = failureWords(failure);
  const said = failure.providerMessage;
  return [said === undefined ? `${title}.` : `${title}: ${said}.`, money, next ?? '']
    .filter((words) => words !== '')
    .join(' ');
}
