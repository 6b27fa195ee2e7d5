import { errorText, isErrorTextKey } from '../../src/core/errorText.ts';
import { engineFailureCodes, type FailureClass, failureClasses } from '../../src/core/failure.ts';
import { failureCodes } from '../../src/core/failureCodes.ts';
import { type Job, type JobState, jobStates } from '../../src/core/job.ts';
import { failureCodeWords, failureWords } from '../../src/words/failureWords.ts';
import { stateWords } from '../../src/words/jobWords.ts';
import { makeJob } from '../unit/core/makeJob.ts';
import { markdownTable } from './markdownTable.ts';

/** What a state means for a person, and what to do. */
const stateAdvice: Readonly<Record<JobState, string>> = {
  queued: 'Its money is reserved, and nothing was sent yet: it waits for its turn or for a time.',
  submitting: 'The request is on its way.',
  running: 'CometAPI is rendering. You can close VS Code; the job goes on when you open it again.',
  downloading: 'The clip is rendered and is being fetched.',
  stored:
    'The clip is kept in the extension’s storage, because its workspace is not open or cannot be written. Choose *Save Clip As…*, or make the folder writable: it is tried again.',
  saved: 'The clip is in your workspace.',
  failed: 'It ended without a clip; the job says why, and whether it was charged.',
  uncertain:
    'The request was sent, but no usable answer came. It is not sent again automatically. Look in the CometAPI console: *Recover by Task ID…* if the task is there, *Submit Again…* (you may pay twice), or *Forget…* (its money stays counted as unknown).',
  stopped: 'You stopped watching, or CometAPI gave no usable answer for a day. *Watch Again* asks again.',
  cancelled: 'It ended before anything was sent, and its money is free again.',
  forgotten: 'You closed it without knowing what became of it. Its money stays counted as unknown.',
};

/** What a queued job waits for. */
const holdAdvice: Readonly<Record<NonNullable<Job['hold']>, string>> = {
  key: 'Set one; the job continues automatically.',
  confirm:
    'The job was never sent and is older than ten minutes, or its price has changed. Submit or cancel it.',
  frame: 'It begins with the last frame of another clip, and goes on when that one is finished.',
};

/** The states of a job as the Jobs view shows them. */
export function statesTable(): string {
  const states = jobStates.map((state) => [stateWords(makeJob({ state })), stateAdvice[state]]);
  const holds = Object.keys(holdAdvice)
    .filter((hold): hold is keyof typeof holdAdvice => hold in holdAdvice)
    .map((hold) => [stateWords(makeJob({ hold })), holdAdvice[hold]]);
  return markdownTable(['state', 'what it means, and what to do'], [...holds, ...states]);
}

/** Why CometAPI did not make a clip, with the next step. */
export function classesTable(): string {
  const wordsOf = (failureClass: FailureClass) =>
    failureWords({ class: failureClass, message: 'task.failed', charged: 'unknown' });
  return markdownTable(
    ['what happened', 'what to do'],
    // A disk error is reported in the words of the system.
    failureClasses
      .filter((one) => one !== 'disk')
      .map((one) => [wordsOf(one).title, wordsOf(one).next ?? 'Running jobs continue automatically.']),
  );
}

/** Every sentence about a failure, with the codes that it stands for and what to do where the code decides that. */
export function failuresTable(): string {
  const ofDisks = Object.keys(errorText).filter((key) => /^(place|disk)\./.test(key));
  const codes = [...Object.keys(failureCodes), ...engineFailureCodes, ...ofDisks];
  const sentenceOf = (code: string) => (isErrorTextKey(code) ? errorText[code] : failureCodeWords(code));
  const bySentence = Map.groupBy(codes, (code) => sentenceOf(code) ?? '');
  const nextOf = (message: string) =>
    failureWords({ class: 'network', message, charged: 'unknown' }).next ?? '';
  return markdownTable(
    ['what happened', 'codes', 'what to do'],
    [...bySentence].map(([sentence, those]) => [
      sentence,
      those.map((code) => `\`${code}\``).join(' '),
      [...new Set(those.map(nextOf))].filter(Boolean).join(' '),
    ]),
  );
}
