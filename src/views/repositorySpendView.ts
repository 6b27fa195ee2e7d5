import * as l10n from '@vscode/l10n';
import { formatUsd, type MicroUsd } from '../core/money.ts';
import { plainLine } from '../core/shownText.ts';
import type { FactView, RepositoryState, RepositoryTable, SpendRowView } from '../protocol/spend.ts';
import {
  type CountedClips,
  type RepositoryLine,
  type RepositorySum,
  spendTotal,
} from '../shots/repositorySpend.ts';
import { placeOfKey } from '../shots/spendKeys.ts';
import {
  estimateWords,
  leftOutOfSpend,
  perKeptWords,
  spendLineLabel,
  spentWords,
  unreadableSidecarWords,
} from '../words/repositorySpendWords.ts';
import { noFigure } from './spendTables.ts';

/** What the open workspace tells. */
export interface RepositoryFacts {
  readonly hasFolder: boolean;
  readonly counted: CountedClips;
  /** Of each table, in the order in which they are shown. */
  readonly sums: readonly { readonly by: RepositoryTable['by']; readonly lines: readonly RepositoryLine[] }[];
  /** Sidecars that cannot be read. */
  readonly unreadable: readonly string[];
  /** How many lines of each table are shown. */
  readonly shown: number;
  /** A place as the editor writes it for people. */
  readonly shownPlace: (uri: string) => string;
}

const longestTooltip = 1000;

/** The spend screen's view of everybody's clips, by their sidecars. */
export function repositorySpendView(facts: RepositoryFacts): RepositoryState {
  const { counted, sums, unreadable, shown, shownPlace } = facts;
  const sidecars = counted.paid.length + counted.samples + counted.copies + unreadable.length;
  return {
    view: 'repository',
    hasFolder: facts.hasFolder,
    isEmpty: sidecars === 0,
    unreadable: unreadableSidecarWords(unreadable.map(shownPlace)),
    notes: leftOutOfSpend(counted),
    facts: sumFacts(spendTotal(counted)),
    tables: sums.map(({ by, lines }) => tableOf(by, lines, facts)),
    shown,
    hasMore: sums.some(({ lines }) => lines.length > shown),
  };
}

function sumFacts(sum: RepositorySum): readonly FactView[] {
  const { kept } = sum;
  return [
    { label: l10n.t('Charged'), value: spentWords(sum) },
    { label: l10n.t('Reported'), value: formatUsd(sum.reportedMicroUsd) },
    { label: l10n.t('Estimated'), value: estimateWords(sum) },
    { label: l10n.t('Unknown'), value: String(sum.unknownCount) },
    { label: l10n.t('Clips'), value: String(sum.clips) },
    {
      label: l10n.t('Per kept take'),
      value: perKeptWords(kept) ?? noFigure,
      ...(kept.kept === 0 ? {} : { detail: l10n.t('{0} takes for {1} kept', kept.takes, kept.kept) }),
    },
  ];
}

function tableOf(
  by: RepositoryTable['by'],
  lines: readonly RepositoryLine[],
  { shown, shownPlace }: RepositoryFacts,
): RepositoryTable {
  const largest = Math.max(1, ...lines.slice(0, shown).map(({ spentMicroUsd }) => spentMicroUsd));
  return {
    by,
    rows: lines.slice(0, shown).map((line) => ({
      ...rowOf(line, largest),
      label: spendLineLabel(by, line.key, shownPlace),
      ...tooltipOf(by, line.key, shownPlace),
    })),
  };
}

function tooltipOf(by: RepositoryTable['by'], key: string, shownPlace: (uri: string) => string) {
  const place = placeOfKey(key).file;
  const text = by === 'model' ? key : by === 'month' || place === '' ? '' : shownPlace(place);
  return text === '' ? {} : { tooltip: plainLine(text, longestTooltip) };
}

function rowOf(line: RepositoryLine, largest: MicroUsd): Omit<SpendRowView, 'label'> {
  return {
    key: line.key,
    share: Math.round((line.spentMicroUsd / largest) * 1000) / 10,
    figures: sumFigures(line),
  };
}

/** Charged, reported, estimated, unknown, clips, kept takes, per kept take. */
export function sumFigures(sum: RepositorySum): readonly string[] {
  const count = (clips: number) => (clips === 0 ? noFigure : String(clips));
  return [
    spentWords(sum),
    sum.reportedMicroUsd === 0 ? noFigure : formatUsd(sum.reportedMicroUsd),
    sum.estimatedMicroUsd === 0 ? noFigure : estimateWords(sum),
    count(sum.unknownCount),
    count(sum.clips),
    count(sum.kept.kept),
    perKeptWords(sum.kept) ?? noFigure,
  ];
}
