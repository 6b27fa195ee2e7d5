import { isSample, type Job } from './job.ts';
import { mayBeAgain } from './jobAgain.ts';
import { remixSource } from './remix.ts';
import type { JobAction } from '../protocol/panel.ts';

/** What can be done with a job now, most wanted first. */
export function actionsOf(job: Job): readonly JobAction[] {
  const { request, taskId, failure } = job;
  const isNamed = taskId !== undefined && !isSample(job);
  return [
    // What was recovered by its task id has no request to use again.
    ...actionsOfState(job).filter((action) => action !== 'useAgain' || request.prompt !== ''),
    ...(isNamed ? (['copyTaskId'] as const) : []),
    ...(failure === undefined ? [] : (['copyError'] as const)),
  ];
}

function actionsOfState(job: Job): readonly JobAction[] {
  switch (job.state) {
    case 'queued':
      return [...held(job), 'cancel'];
    case 'submitting':
      return [];
    case 'running':
    case 'downloading':
      return [...wayOut(job), 'stop'];
    case 'stored':
      return [
        'open',
        'saveAs',
        ...(job.clip === undefined ? [] : (['extend'] as const)),
        'useAgain',
        ...remixing(job),
      ];
    case 'saved':
      return ['open', 'reveal', 'extend', 'useAgain', ...remixing(job)];
    case 'failed':
      return [...wayOut(job), 'useAgain', ...recovering(job)];
    case 'cancelled':
      return [...wayOut(job), 'useAgain'];
    case 'forgotten':
      return [...recovering(job), ...wayOut(job), 'useAgain'];
    case 'uncertain':
      return [...recovering(job), ...(mayBeAgain(job) ? (['submitAgain'] as const) : []), 'forget'];
    case 'stopped':
      return [...(job.taskId === undefined ? [] : (['resume'] as const)), ...recovering(job), 'forget'];
  }
}

function held({ hold }: Job): readonly JobAction[] {
  if (hold === 'key') return ['setKey'];
  return hold === 'confirm' ? ['release'] : [];
}

/** What takes an obstacle away that no new request would (P9: one next step). */
function wayOut({ failure }: Job): readonly JobAction[] {
  if (failure?.class === 'key') return ['setKey'];
  return failure?.class === 'no-balance' ? ['openConsole'] : [];
}

function recovering(job: Job): readonly JobAction[] {
  return isRecoverable(job) ? ['recover'] : [];
}

/**
 * A task that may be found by its id: the job's own, which may stand otherwise by now or elsewhere than it was asked for,
 * or one that the person has to name. A chat has none.
 */
export function isRecoverable({ state, taskId, dialect }: Job): boolean {
  switch (state) {
    case 'uncertain':
    case 'forgotten':
      return taskId !== undefined || dialect !== 'chat';
    case 'stopped':
    case 'failed':
      return taskId !== undefined;
    default:
      return false;
  }
}

function remixing(job: Job): readonly JobAction[] {
  return remixSource(job) === undefined ? [] : ['remix'];
}

/** The words that `when` clauses of the jobs view look for. */
export function contextValue(job: Job): string {
  const words: string[] = [job.state];
  if (isRecoverable(job)) words.push('recoverable');
  if (job.hold === 'confirm') words.push('held');
  if (job.clip !== undefined && (job.state === 'stored' || job.state === 'saved')) words.push('clip');
  if (job.taskId !== undefined) words.push('task');
  if (mayBeAgain(job)) words.push('again');
  if (job.failure !== undefined) words.push('failure');
  if (remixSource(job) !== undefined) words.push('remixable');
  return words.join(' ');
}
