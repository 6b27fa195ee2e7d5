import { type RepositoryLine, shotKey, type SpendKey } from './repositorySpend.ts';

/** What the spend of a repository can be summed by. */
export const spendBys = ['month', 'model', 'file', 'shot', 'author'] as const;

export type SpendBy = (typeof spendBys)[number];

/** What a sidecar alone does not tell. */
export interface SpendKeyPorts {
  /** The local date, `YYYY-MM-DD`, as the ledger has it. */
  readonly localDay: (epochMs: number) => string;
  /** Who added the sidecar; undefined where nobody knows. */
  readonly authorOf: (sidecarUri: string) => string | undefined;
}

export function spendKey(by: SpendBy, { localDay, authorOf }: SpendKeyPorts): SpendKey {
  switch (by) {
    case 'month':
      return ({ sidecar: { times } }) => {
        const at = Date.parse(times.created ?? times.saved ?? '');
        return Number.isNaN(at) ? '' : localDay(at).slice(0, 7);
      };
    case 'model':
      return ({ sidecar }) => sidecar.model;
    case 'file':
      return ({ promptFile }) => promptFile;
    case 'shot':
      return shotKey;
    case 'author':
      return ({ sidecarUri }) => authorOf(sidecarUri) ?? '';
  }
}

/** The newest month first, what nobody knows last; all others: the most spent first. */
export function inOrder(by: SpendBy, lines: readonly RepositoryLine[]): readonly RepositoryLine[] {
  const isBefore = (one: string, other: string) => (one < other ? -1 : 1);
  return lines.toSorted((a, b) =>
    by === 'month'
      ? isBefore(b.key, a.key)
      : b.spentMicroUsd - a.spentMicroUsd || b.clips - a.clips || isBefore(a.key, b.key),
  );
}

/** Of the key of a file or of a shot; an empty file: none is named. */
export function placeOfKey(key: string): { readonly file: string; readonly shot: string } {
  const at = key.indexOf(' ');
  return at === -1 ? { file: key, shot: '' } : { file: key.slice(0, at), shot: key.slice(at + 1) };
}
