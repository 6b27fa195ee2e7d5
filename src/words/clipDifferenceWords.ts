import * as l10n from '@vscode/l10n';
import { type ClipDifference, clipDifferences } from '../core/clipDifference.ts';
import { isSample, type Job } from '../core/job.ts';

/** What a person should know about a finished clip that is not as asked; empty where it is. A sample never is. */
export function clipNotes(job: Job): readonly string[] {
  const { clip } = job;
  if (clip === undefined || isSample(job)) return [];
  const notes = clipDifferences(job.request, clip).map(words);
  if (clip.isUnchecked === true) {
    notes.push(l10n.t('Whether this video is complete could not be checked.'));
  }
  if (clip.extension !== '.mp4') {
    notes.push(l10n.t('CometAPI sent a {0} file instead of an MP4.', clip.extension));
  }
  return notes;
}

function words(difference: ClipDifference): string {
  switch (difference.kind) {
    case 'size':
      return l10n.t('{0} instead of {1}.', difference.got, difference.asked);
    case 'seconds':
      return l10n.t('{0} s instead of {1} s.', difference.got, difference.asked);
    case 'silent':
      return l10n.t('It has no sound.');
    case 'sound':
      return l10n.t('It has sound, which was not asked for.');
  }
}
