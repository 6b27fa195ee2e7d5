import * as l10n from '@vscode/l10n';
import type { Job } from '../core/job.ts';
import { automatic, type VideoRequest } from '../core/request.ts';
import { promptFileStem } from '../core/take.ts';
import { fileNameOfUri } from '../core/uriPath.ts';

/** A job's state in words for people. */
export function stateWords(job: Job): string {
  switch (job.state) {
    case 'queued':
      if (job.hold === 'key') return l10n.t('Waiting for an API key');
      if (job.hold === 'frame') return l10n.t('Waiting for the last frame of the clip before it');
      if (job.hold === 'confirm') return l10n.t('Waiting for confirmation');
      return job.failure === undefined ? l10n.t('Queued') : l10n.t('Queued, will be tried again');
    case 'submitting':
      return l10n.t('Submitting');
    case 'running':
      if (isStandingStill(job)) {
        return job.progress === undefined
          ? l10n.t('Rendering, no progress for hours')
          : l10n.t('Rendering {0} %, no progress for hours', Math.round(job.progress));
      }
      return job.progress === undefined || job.progress === 0
        ? l10n.t('Rendering')
        : l10n.t('Rendering {0} %', Math.round(job.progress));
    case 'downloading':
      return l10n.t('Downloading');
    case 'stored':
      return job.failure === undefined
        ? l10n.t('Finished, not yet in the workspace')
        : l10n.t('Finished, could not be saved');
    case 'saved':
      return l10n.t('Saved');
    case 'failed':
      return l10n.t('Failed');
    case 'uncertain':
      return job.supersededBy === undefined
        ? l10n.t('Uncertain: sent, but no usable answer came')
        : l10n.t('Uncertain, and submitted again');
    case 'stopped':
      return l10n.t('Not watched');
    case 'cancelled':
      return l10n.t('Cancelled, nothing was sent');
    case 'forgotten':
      return l10n.t('Forgotten');
  }
}

/** `4 s`, `16:9 720p`; what the model decides is left out, and nothing is known of a task that was recovered by its id. */
export function requestWords({
  prompt,
  seconds,
  aspectRatio,
  resolution,
  mode,
  remixOf,
}: VideoRequest): readonly string[] {
  if (prompt === '') return [];
  const size = [aspectRatio, resolution].filter((one) => one !== automatic).join(' ');
  return [
    remixOf === undefined ? '' : l10n.t('Remix'),
    seconds === 0 ? '' : l10n.t('{0} s', seconds),
    size,
    mode ?? '',
  ].filter((one) => one !== '');
}

/**
 * The prompt's beginning on one line, behind the shot and the take where it is of a prompt file; a task that was recovered
 * by its id has only that.
 */
export function titleOf(job: Job, maxCharacters = 80): string {
  const { prompt } = job.request;
  const words = prompt === '' ? (job.taskId ?? job.id) : prompt;
  const text = [takeWords(job), words]
    .filter((one) => one !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters - 1)}…` : text;
}

/** `the-storm.veo3.1_4s, take 2:` */
function takeWords({ source }: Job): string {
  if (source === undefined) return '';
  const { shot, cell, take, promptFileUri } = source;
  const name = shot === '' ? promptFileStem(fileNameOfUri(promptFileUri)) : shot;
  return l10n.t('{0}, take {1}:', cell === '' ? name : `${name}.${cell}`, take);
}

/** The provider says that it renders, and nothing else for hours. */
export function isStandingStill({ failure }: Job): boolean {
  return failure?.message === 'status.noProgress';
}

/** `4 s · 1280 × 720 · 102 KB` */
export function clipWords(job: Job): string {
  const { clip } = job;
  if (clip === undefined) return '';
  const parts: string[] = [];
  if (clip.durationSeconds !== undefined) {
    parts.push(l10n.t('{0} s', Math.round(clip.durationSeconds * 10) / 10));
  }
  if (clip.width !== undefined && clip.height !== undefined) parts.push(`${clip.width} × ${clip.height}`);
  parts.push(sizeWords(clip.bytes));
  return parts.join(' · ');
}

/** `102 KB`, in steps of 1000 as file managers show it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return l10n.t('{0} bytes', bytes);
  const isMega = bytes >= 1_000_000;
  const amount = bytes / (isMega ? 1_000_000 : 1000);
  const digits = amount.toFixed(amount < 10 ? 1 : 0);
  return isMega ? l10n.t('{0} MB', digits) : l10n.t('{0} KB', digits);
}
