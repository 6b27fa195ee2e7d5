import * as l10n from '@vscode/l10n';
import { posterEnding } from '../../core/clipExtension.ts';
import { formatUsd } from '../../core/money.ts';
import { plainMarkdownText } from '../../core/shownText.ts';
import { quoteWords } from '../../words/priceWords.ts';
import { recipeChangeWords } from '../../words/recipeWords.ts';
import { clipStateWords } from '../../reports/clipStateWords.ts';
import type { ReportedCell } from '../../reports/reportedCell.ts';
import type { CheckReport } from '../checkReport.ts';
import { sumText } from './checkText.ts';

/** A summary of a job may be so long: GitHub takes a megabyte. */
const maxRows = 500;

/**
 * A page in GitHub's Markdown: what is stale or missing, what rendering it would cost, and where its clips and their pictures
 * lie. `isThere`: whether a file lies at a path as it is shown.
 */
export function checkSummary(report: CheckReport, isThere: (path: string) => boolean): string {
  const cells = report.files.flatMap(({ path, cells }) => cells.map((cell) => ({ path, cell })));
  const due = cells.filter(({ cell }) => cell.state !== 'current' && cell.state !== 'not-fetched');
  const rows = due.slice(0, maxRows).map(({ path, cell }) => row(path, cell, isThere));
  const left = due.length - rows.length;
  return [
    `### ${l10n.t('Prompt files')}`,
    '',
    sumText(report),
    ...(due.length === 0 ? [] : ['', priceLine(due.map(({ cell }) => cell)), '', ...header(), ...rows]),
    ...(left === 0 ? [] : ['', plainMarkdownText(l10n.t('… and {0} more', left))]),
    '',
  ].join('\n');
}

function priceLine(cells: readonly ReportedCell[]): string {
  const known = cells.reduce((sum, { quote }) => sum + (quote?.microUsd ?? 0), 0);
  const unknown = cells.filter(({ quote }) => quote?.microUsd === undefined).length;
  const words =
    unknown === 0
      ? l10n.t('Rendering what is stale or missing costs {0} a take.', formatUsd(known))
      : l10n.t(
          'Rendering what is stale or missing costs {0} a take, and {1} clips of unknown price.',
          formatUsd(known),
          unknown,
        );
  return plainMarkdownText(words);
}

function header(): readonly string[] {
  const names = [
    l10n.t('Prompt file'),
    l10n.t('Clip'),
    l10n.t('State'),
    l10n.t('Price'),
    l10n.t('Last clip'),
    l10n.t('Picture'),
  ];
  return [line(names), line(names.map(() => '---'))];
}

function row(path: string, cell: ReportedCell, isThere: (path: string) => boolean): string {
  const { title, state, changes, quote, clip } = cell;
  const why = changes.length === 0 ? '' : `: ${recipeChangeWords(changes)}`;
  const poster = clip === undefined ? '' : `${clip.path}${posterEnding}`;
  return line([
    plainMarkdownText(`${path}:${String(cell.place.line)}`),
    plainMarkdownText(title),
    plainMarkdownText(`${clipStateWords(state)}${why}`),
    quote === undefined ? '' : plainMarkdownText(quoteWords(quote)),
    plainMarkdownText(clip?.path ?? ''),
    poster !== '' && isThere(poster) ? plainMarkdownText(poster) : '',
  ]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
