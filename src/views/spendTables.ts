import * as l10n from '@vscode/l10n';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import { countedMicroUsd, type SpendTotals } from '../core/ledger.ts';
import type { KeptCost } from '../core/keptCost.ts';
import { costPerClip, type LedgerRow, type SpendGroup } from '../core/ledgerReport.ts';
import { formatUsd, type MicroUsd } from '../core/money.ts';
import type { CapView, FactView, SpendJobView, SpendRowView } from '../protocol/spend.ts';
import { askerWords } from '../words/askerWords.ts';
import { dayWords } from '../words/dateWords.ts';
import { basisWords, ledgerStateWords } from '../words/ledgerWords.ts';
import { besideSpend } from '../words/priceWords.ts';
import { perKeptWords } from '../words/repositorySpendWords.ts';

/** Stands where there is no figure. */
export const noFigure = '–';

/** What a cap allows, and what of it is used. */
export function capView(
  id: CapView['id'],
  label: string,
  totals: SpendTotals,
  cap: MicroUsd | undefined,
): CapView {
  const view = { id, label, spent: formatUsd(totals.spentMicroUsd) };
  const beside = besideSpend(totals);
  if (cap === undefined) {
    return { ...view, of: l10n.t('no cap'), detail: beside, isReached: false };
  }
  const counted = countedMicroUsd(totals);
  const left = l10n.t('{0} left', formatLeft(Math.max(0, cap - counted)));
  return {
    ...view,
    of: l10n.t('of {0}', formatUsd(cap)),
    detail: beside === '' ? left : `${beside} · ${left}`,
    isReached: counted >= cap,
    meter: meterOf(totals, Math.max(cap, counted, 1)),
  };
}

/** Rounded down: what is shown as left must be there. */
function formatLeft(amount: MicroUsd): string {
  return formatUsd(Math.floor(amount / 100) * 100);
}

function meterOf(totals: SpendTotals, whole: MicroUsd) {
  const share = (amount: MicroUsd) => Math.round((amount / whole) * 1000) / 10;
  return {
    spent: share(totals.spentMicroUsd),
    reserved: share(totals.reservedMicroUsd),
    unknown: share(totals.unknownMicroUsd),
  };
}

/** What the caps go on counting for jobs whose charge nobody knows. */
export function unknownWords({ unknownCount, unknownMicroUsd }: SpendTotals): string {
  if (unknownCount === 0) return '';
  const amount = formatUsd(unknownMicroUsd);
  return unknownCount === 1
    ? l10n.t('It is unknown whether 1 job was charged. At most {0} stays counted for it.', amount)
    : l10n.t(
        'It is unknown whether {0} jobs were charged. At most {1} stays counted for them.',
        unknownCount,
        amount,
      );
}

export function monthFacts(group: SpendGroup): readonly FactView[] {
  const perClip = costPerClip(group);
  return [
    { label: l10n.t('Charged'), value: formatUsd(group.spentMicroUsd) },
    { label: l10n.t('Reserved'), value: formatUsd(group.reservedMicroUsd) },
    {
      label: l10n.t('Unknown'),
      value: String(group.unknownCount),
      ...(group.unknownCount === 0
        ? {}
        : { detail: l10n.t('at most {0}', formatUsd(group.unknownMicroUsd)) }),
    },
    { label: l10n.t('Clips kept'), value: String(group.kept) },
    { label: l10n.t('Failed'), value: String(group.failed) },
    {
      label: l10n.t('Unclear'),
      value: String(group.unclear),
      ...(group.unclear === 0 ? {} : { detail: l10n.t('uncertain, not watched or forgotten') }),
    },
    {
      label: l10n.t('Per kept clip'),
      value: perClip === undefined ? noFigure : formatUsd(perClip),
    },
  ];
}

/** Of the shots in this workspace of which a take was kept; nothing where there is none. */
export function keptFacts(cost: KeptCost): readonly FactView[] {
  const { kept, takes, unknown } = cost;
  if (kept === 0) return [];
  const detail =
    unknown === 0
      ? l10n.t('in this workspace, in all months: {0} takes for {1} kept', takes, kept)
      : l10n.t(
          'in this workspace, in all months: {0} takes for {1} kept, {2} of unknown charge',
          takes,
          kept,
          unknown,
        );
  return [{ label: l10n.t('Per kept take'), value: perKeptWords(cost) ?? noFigure, detail }];
}

/** Lines of a table of sums, with what the key is called. */
export function spendRows(
  groups: readonly SpendGroup[],
  words: (key: string) => { readonly label: string; readonly tooltip?: string },
): readonly SpendRowView[] {
  const largest = Math.max(1, ...groups.map(({ spentMicroUsd }) => spentMicroUsd));
  return groups.map((group) => {
    const perClip = costPerClip(group);
    const amount = (microUsd: MicroUsd) => (microUsd === 0 ? noFigure : formatUsd(microUsd));
    const count = (jobs: number) => (jobs === 0 ? noFigure : String(jobs));
    return {
      key: group.key,
      ...words(group.key),
      share: Math.round((group.spentMicroUsd / largest) * 1000) / 10,
      figures: [
        formatUsd(group.spentMicroUsd),
        amount(group.reservedMicroUsd),
        count(group.unknownCount),
        count(group.kept),
        count(group.failed),
        count(group.unclear),
        perClip === undefined ? noFigure : formatUsd(perClip),
      ],
    };
  });
}

const titleLength = 90;
const tooltipLength = 1000;

export function jobRow(row: LedgerRow): SpendJobView {
  const title = row.prompt.slice(0, 1000).replace(/\s+/g, ' ').trim();
  const amount = (microUsd: MicroUsd | undefined) =>
    microUsd === undefined ? noFigure : formatUsd(microUsd);
  const isOpen = row.status === 'reserved' || row.status === 'unknown';
  return {
    id: row.jobId,
    day: dayWords(row.day),
    title: title.length > titleLength ? `${title.slice(0, titleLength - 1)}…` : title,
    tooltip: row.prompt.slice(0, tooltipLength),
    model: modelLabel(row.model),
    length: l10n.t('{0} s', row.seconds),
    state: ledgerStateWords(row.state),
    isSample: row.isSample,
    quoted: row.isSample ? noFigure : amount(row.quotedMicroUsd),
    // What was reserved at first and is settled since would read as if it still were.
    reserved: isOpen && !row.isSample ? formatUsd(row.reservedMicroUsd) : noFigure,
    charged: row.isSample ? noFigure : amount(row.chargedMicroUsd),
    basis: basisWords(row),
    by: row.by === undefined ? '' : askerWords(row.by),
  };
}
