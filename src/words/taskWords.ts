import * as l10n from '@vscode/l10n';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import type { DialectId } from '../core/catalogue/model.ts';
import type { VideoPromptError } from '../core/errors.ts';
import type { FoundTask, RecoveryWay } from '../engine/recover.ts';
import { failureCodeWords, failureWords } from './failureWords.ts';
import { stateWords } from './jobWords.ts';

/** Names of endpoints: they are the same in every language. */
const families = {
  unified: '/v1/videos',
  grok: 'Grok',
  kling: 'Kling',
  runway: 'Runway',
  midjourney: 'Midjourney',
  chat: '/v1/chat',
} satisfies Record<DialectId, string>;

/** What was found, and what becomes of it, a line each. */
export function foundWords(way: RecoveryWay, task: FoundTask): readonly string[] {
  const { job, model, dialect } = task;
  return [
    model === undefined ? l10n.t('Model: not reported') : l10n.t('Model: {0}', modelLabel(model)),
    l10n.t('Family of endpoints: {0}', families[dialect]),
    statusWords(task),
    ...(job === undefined ? [] : [l10n.t('This task already has a job here: {0}.', stateWords(job))]),
    ...(job === undefined || job.dialect === dialect
      ? []
      : [l10n.t('That job asks for it at {0}.', families[job.dialect])]),
    ...wayWords(way),
  ];
}

function wayWords(way: RecoveryWay): readonly string[] {
  switch (way) {
    case 'adopt':
      return [l10n.t('It is added as a job. Nothing is charged again; what it cost is not known here.')];
    case 'give':
      return [l10n.t('The uncertain job becomes this task. Nothing is charged again.')];
    case 'again':
      return [l10n.t('That job watches it again, in the family that was found. Nothing is charged again.')];
    case 'nothing':
      return [l10n.t('There is no clip to get.')];
    case 'show':
      return [];
  }
}

/** The button; undefined where nothing can be done with the task. */
export function goWords(way: RecoveryWay, { status }: FoundTask): string | undefined {
  switch (way) {
    case 'nothing':
      return undefined;
    case 'show':
      return l10n.t('Show Jobs');
    case 'again':
      return status.kind === 'done' ? l10n.t('Get the Clip') : l10n.t('Watch Again');
    case 'adopt':
    case 'give':
      return status.kind === 'done' ? l10n.t('Get the Clip') : l10n.t('Watch It');
  }
}

/** Why nothing was found. */
export function missedWords(
  { failureCode = '', providerMessage }: Pick<VideoPromptError, 'failureCode' | 'providerMessage'>,
  taskId: string,
  tried: readonly DialectId[],
): string {
  const words =
    tried.length > 0
      ? l10n.t('no other family of endpoints than {0} knows this task', familyNames(tried))
      : (failureCodeWords(failureCode) ?? l10n.t('CometAPI does not know this task'));
  const said = providerMessage === undefined ? '' : ` “${providerMessage}”`;
  return l10n.t('{0}: {1}.', taskId, `${words}${said}`);
}

function familyNames(dialects: readonly DialectId[]): string {
  return dialects.map((dialect) => families[dialect]).join(', ');
}

function statusWords({ status }: FoundTask): string {
  switch (status.kind) {
    case 'running':
      return status.progress === undefined
        ? l10n.t('State: rendering')
        : l10n.t('State: rendering, {0} %', Math.round(status.progress));
    case 'done':
      return l10n.t('State: finished');
    case 'failed':
      return l10n.t('State: failed. {0}', failureWords(status.failure).title);
  }
}
