import * as l10n from '@vscode/l10n';
import { askingAt, type Pause } from '../core/pause.ts';

/** What rests and why, in one line for people. Several pauses: the one that holds most. */
export function pauseWords(pauses: readonly Pause[]): string | undefined {
  const pause = heaviest(pauses);
  if (pause === undefined) return undefined;
  switch (pause.reason) {
    case 'user':
      return l10n.t(
        'Paused: nothing is sent, checked or downloaded, and new jobs wait in the queue. Renders in progress continue at CometAPI and may be charged.',
      );
    case 'key':
      return l10n.t(
        'CometAPI refused the API key. Its jobs are waiting; at most one of them is retried from time to time. Set a valid key, or resume to try this one again.',
      );
    case 'no-balance':
      return isOfAsking(pause)
        ? l10n.t(
            'The balance or quota is used up. Jobs are waiting; at most one of them is retried from time to time. Top up your CometAPI account or raise the key’s quota, then resume.',
          )
        : l10n.t(
            'The balance or quota is used up. Nothing more is sent; clips that are rendering are still watched. Top up your CometAPI account or raise the key’s quota, then resume.',
          );
  }
}

function heaviest(pauses: readonly Pause[]): Pause | undefined {
  return (
    pauses.find(({ reason }) => reason === 'user') ??
    pauses.find(({ reason }) => reason === 'key') ??
    pauses.find(isOfAsking) ??
    pauses[0]
  );
}

function isOfAsking({ scope }: Pause): boolean {
  return scope.startsWith(askingAt(''));
}
