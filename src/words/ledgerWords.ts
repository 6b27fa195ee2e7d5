import * as l10n from '@vscode/l10n';
import type { JobState } from '../core/job.ts';
import type { LedgerRow } from '../core/ledgerReport.ts';
import { fileNameOfUri, shownUri } from '../core/uriPath.ts';

/** A row's state, without what only a running job knows. */
export function ledgerStateWords(state: JobState): string {
  switch (state) {
    case 'queued':
      return l10n.t('Queued');
    case 'submitting':
      return l10n.t('Submitting');
    case 'running':
      return l10n.t('Rendering');
    case 'downloading':
      return l10n.t('Downloading');
    case 'stored':
      return l10n.t('Finished, not yet in the workspace');
    case 'saved':
      return l10n.t('Saved');
    case 'failed':
      return l10n.t('Failed');
    case 'uncertain':
      return l10n.t('Uncertain');
    case 'stopped':
      return l10n.t('Not watched');
    case 'cancelled':
      return l10n.t('Cancelled');
    case 'forgotten':
      return l10n.t('Forgotten');
  }
}

/** What a row's charge rests on. */
export function basisWords({ status, basis, isSample }: LedgerRow): string {
  if (isSample) return l10n.t('free sample');
  switch (status) {
    case 'reserved':
      return l10n.t('not charged yet');
    case 'returned':
      return l10n.t('not charged');
    case 'unknown':
      return l10n.t('unknown');
    case 'charged':
      return basis === 'reported' ? l10n.t('reported') : l10n.t('estimated');
  }
}

/** The folders of a workspace by their names. */
export function workspaceWords(key: string): { readonly label: string; readonly tooltip: string } {
  const uris = key.split(' ').filter((text) => text !== '');
  if (uris.length === 0) return { label: l10n.t('No folder open'), tooltip: '' };
  return {
    label: uris.map((uri) => fileNameOfUri(uri) || uri).join(' + '),
    tooltip: uris.map(shownUri).join('\n'),
  };
}
