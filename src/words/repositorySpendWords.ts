import * as l10n from '@vscode/l10n';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import type { KeptCost } from '../core/keptCost.ts';
import { formatUsd } from '../core/money.ts';
import { plainLine } from '../core/shownText.ts';
import type { CountedClips, RepositorySum } from '../shots/repositorySpend.ts';
import { placeOfKey, type SpendBy } from '../shots/spendKeys.ts';
import { monthWords } from './dateWords.ts';
import { knownWords } from './priceWords.ts';

/** Characters that the name of a line may have: it comes from a sidecar, perhaps a stranger's. */
const longestLabel = 90;

/** What a line of sums is called. `shown`: how a place is written for people. */
export function spendLineLabel(by: SpendBy, key: string, shown: (uri: string) => string): string {
  return plainLine(nameOf(by, key, shown), longestLabel);
}

function nameOf(by: SpendBy, key: string, shown: (uri: string) => string): string {
  switch (by) {
    case 'month':
      return key === '' ? l10n.t('unknown') : monthWords(key);
    case 'model':
      return modelLabel(key);
    case 'author':
      return key === '' ? l10n.t('unknown') : key;
    case 'file':
    case 'shot': {
      const { file, shot } = placeOfKey(key);
      if (file === '') return l10n.t('No prompt file');
      return shot === '' ? shown(file) : `${shown(file)} · ${shot}`;
    }
  }
}

/** `$1.28`, `at least $1.28`, `unknown`: what was charged as far as it is known. */
export function spentWords({ spentMicroUsd, isAtLeast, unknownCount }: RepositorySum): string {
  if (spentMicroUsd === 0 && unknownCount > 0) return l10n.t('unknown');
  return atLeastWords(spentMicroUsd, isAtLeast);
}

/** What one kept take has cost, the takes beside it counted; undefined where none was kept or nothing is known. */
export function perKeptWords({ kept, microUsd, unknown, isAtLeast }: KeptCost): string | undefined {
  if (kept === 0 || (microUsd === 0 && unknown > 0)) return undefined;
  return atLeastWords(Math.ceil(microUsd / kept), isAtLeast || unknown > 0);
}

export function estimateWords({ estimatedMicroUsd, isAtLeast }: RepositorySum): string {
  return atLeastWords(estimatedMicroUsd, isAtLeast);
}

function atLeastWords(microUsd: number, isAtLeast: boolean): string {
  if (!isAtLeast) return formatUsd(microUsd);
  return knownWords({ microUsd, kind: 'at-least', unknownClips: 0 });
}

/** What the sums leave out, and what they count that is not seen; empty where there is nothing of the kind. */
export function leftOutOfSpend({ paid, samples, copies }: CountedClips): readonly string[] {
  const gone = paid.filter(({ isThere }) => !isThere).length;
  return [
    ...told(samples, l10n.t('1 sample cost nothing and is in no sum.'), (count) =>
      l10n.t('{0} samples cost nothing and are in no sum.', count),
    ),
    ...told(copies, l10n.t('1 sidecar is a copy; its clip is counted once.'), (count) =>
      l10n.t('{0} sidecars are copies; their clips are counted once.', count),
    ),
    ...told(gone, l10n.t('1 clip is not beside its sidecar; what it cost is counted.'), (count) =>
      l10n.t('{0} clips are not beside their sidecars; what they cost is counted.', count),
    ),
  ];
}

const shownFiles = 5;

/** `files`: sidecars as they are shown to people. Empty where all of them could be read. */
export function unreadableSidecarWords(files: readonly string[]): string {
  if (files.length === 0) return '';
  const some = files.slice(0, shownFiles).map((file) => plainLine(file, longestLabel));
  const more = files.length - some.length;
  const names = [...some, ...(more > 0 ? [l10n.t('and {0} more', more)] : [])].join(', ');
  return files.length === 1
    ? l10n.t('1 sidecar cannot be read, so its clip is in no sum: {0}', names)
    : l10n.t('{0} sidecars cannot be read, so their clips are in no sum: {1}', files.length, names);
}

function told(count: number, one: string, many: (count: number) => string): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? one : many(count)];
}
