import * as l10n from '@vscode/l10n';
import { defined } from '../core/defined.ts';
import type { Job, JobState } from '../core/job.ts';
import { plainLine } from '../core/shownText.ts';
import type { NextStep } from '../reports/nextStep.ts';
import { failureWords } from '../words/failureWords.ts';
import { clipWords, stateWords, titleOf } from '../words/jobWords.ts';
import { priceData } from './answer.ts';
import type { AgentPorts } from './ports.ts';

/** Nothing more happens by itself. */
const restingStates: readonly JobState[] = [
  'saved',
  'failed',
  'uncertain',
  'stopped',
  'cancelled',
  'forgotten',
];

/** Whether there is nothing to wait for: it has ended, or waits for a person. */
export function isAtRest({ state, hold, failure }: Job): boolean {
  const isHeld = state === 'queued' && (hold === 'confirm' || hold === 'key');
  return restingStates.includes(state) || isHeld || (state === 'stored' && failure !== undefined);
}

/** A job as data for an agent. What a provider said is one plain line. */
export function jobData(job: Job, { pathOf }: Pick<AgentPorts, 'pathOf'>) {
  const { id, state, progress, clip, charge, failure, source, by, request, supersededBy } = job;
  return {
    id,
    state,
    words: stateWords(job),
    model: request.model,
    ...priceData(job.quote),
    ...defined({ progress, by, supersededBy }),
    ...(source === undefined ? {} : { file: pathOf(source.promptFileUri) }),
    ...(charge === undefined ? {} : { charge }),
    ...(clip?.uri === undefined || state !== 'saved' ? {} : { clip: clipData(clip, clip.uri, pathOf) }),
    ...(failure === undefined ? {} : { failure: failureData(failure) }),
    next: nextOfJob(job),
  };
}

function clipData(
  { bytes, durationSeconds, width, height }: NonNullable<Job['clip']>,
  uri: string,
  pathOf: AgentPorts['pathOf'],
) {
  return { path: pathOf(uri), uri, bytes, ...defined({ durationSeconds, width, height }) };
}

function failureData(failure: NonNullable<Job['failure']>) {
  const { title, money } = failureWords(failure);
  const said = failure.providerMessage;
  return {
    what: title,
    money,
    charged: failure.charged,
    ...(said === undefined ? {} : { providerSaid: plainLine(said) }),
  };
}

/** One line of it: its id, title, state, and where its clip is. */
export function jobLine(job: Job): string {
  const { clip, failure, state } = job;
  const parts = [`${job.id}: ${titleOf(job, 60)}`, stateWords(job)];
  if (state === 'saved' && clip?.uri !== undefined) parts.push(clip.uri, clipWords(job));
  if (failure !== undefined) parts.push(failureWords(failure).title);
  return parts.filter((part) => part !== '').join(' · ');
}

function nextOfJob(job: Job): readonly NextStep[] {
  const { id, state, hold, failure } = job;
  const forUser = (title: string): readonly NextStep[] => [{ title, isForUser: true }];
  if (state === 'queued' && hold === 'confirm')
    return forUser(l10n.t('The user has to confirm it in the jobs view of Video Prompt.'));
  if (state === 'queued' && hold === 'key')
    return forUser(l10n.t('The user has to set an API key: “Video Prompt: Set API Key…”.'));
  if (state === 'stored' && failure !== undefined)
    return forUser(l10n.t('The clip is rendered. The user has to save it from the jobs view.'));
  if (!isAtRest(job))
    return [
      { title: l10n.t('Wait for it.'), call: { tool: 'status', input: { jobs: [id], waitSeconds: 45 } } },
    ];
  if (state === 'uncertain')
    return forUser(
      l10n.t(
        'Do not render it again: it may have been paid. The user decides in the jobs view: recover it by its task ID, submit it again, or forget it.',
      ),
    );
  if (state === 'stopped') return forUser(l10n.t('The user can watch it again in the jobs view.'));
  const next = failure === undefined ? undefined : failureWords(failure).next;
  return next === undefined ? [] : forUser(next);
}
