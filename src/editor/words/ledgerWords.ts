import * as vscode from 'vscode';
import type { JobState } from '../../core/job.ts';
import type { LedgerRow } from '../../core/ledgerReport.ts';

/** A row's state, without what only a running job knows. */
export function ledgerStateWords(state: JobState): string {
  switch (state) {
    case 'queued':
      return vscode.l10n.t('Queued');
    case 'submitting':
      return vscode.l10n.t('Submitting');
    case 'running':
      return vscode.l10n.t('Rendering');
    case 'downloading':
      return vscode.l10n.t('Downloading');
    case 'stored':
      return vscode.l10n.t('Finished, not yet in the workspace');
    case 'saved':
      return vscode.l10n.t('Saved');
    case 'failed':
      return vscode.l10n.t('Failed');
    case 'uncertain':
      return vscode.l10n.t('Uncertain');
    case 'stopped':
      return vscode.l10n.t('Not watched');
    case 'cancelled':
      return vscode.l10n.t('Cancelled');
    case 'forgotten':
      return vscode.l10n.t('Forgotten');
  }
}

/** What a row's charge rests on. */
export function basisWords({ status, basis, isSample }: LedgerRow): string {
  if (isSample) return vscode.l10n.t('free sample');
  switch (status) {
    case 'reserved':
      return vscode.l10n.t('not charged yet');
    case 'returned':
      return vscode.l10n.t('not charged');
    case 'unknown':
      return vscode.l10n.t('unknown');
    case 'charged':
      return basis === 'reported' ? vscode.l10n.t('reported') : vscode.l10n.t('estimated');
  }
}

/** The folders of a workspace by their names. */
export function workspaceWords(key: string): { readonly label: string; readonly tooltip: string } {
  const uris = key
    .split(' ')
    .filter((text) => text !== '')
    .map((text) => vscode.Uri.parse(text));
  if (uris.length === 0) return { label: vscode.l10n.t('No folder open'), tooltip: '' };
  return {
    label: uris.map(({ path }) => path.split('/').findLast((part) => part !== '') ?? path).join(' + '),
    tooltip: uris.map((uri) => (uri.scheme === 'file' ? uri.fsPath : uri.toString(true))).join('\n'),
  };
}
