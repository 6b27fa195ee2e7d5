import { styleText } from 'node:util';
import * as l10n from '@vscode/l10n';
import { sumColumns } from '../../protocol/spendStrings.ts';
import { sumFigures } from '../../views/repositorySpendView.ts';
import { leftOutOfSpend, spendLineLabel } from '../../words/repositorySpendWords.ts';
import { spendStrings } from '../../words/spendStrings.ts';
import type { SpendReport } from '../spendReport.ts';

/** A table with a line for the whole, and below it what the sums leave out. */
export function spendText({ by, counted, total, lines, shown }: SpendReport, hasColor: boolean): string {
  const notes = leftOutOfSpend(counted);
  if (counted.paid.length === 0)
    return [l10n.t('There are no clips that were paid for.'), ...notes, ''].join('\n');
  const words = spendStrings();
  const names = {
    month: words.month,
    model: words.model,
    file: words.file,
    shot: words.shot,
    author: l10n.t('Author'),
  };
  const [head = '', ...rows] = inColumns([
    [names[by], ...sumColumns(words)],
    ...lines.map((line) => [spendLineLabel(by, line.key, shown), ...sumFigures(line)]),
    [l10n.t('Total'), ...sumFigures(total)],
  ]);
  const bold = (text: string) => (hasColor ? styleText('bold', text, { validateStream: false }) : text);
  return [bold(head), ...rows, ...(notes.length === 0 ? [] : ['', ...notes]), ''].join('\n');
}

/** The first column begins at the left, figures end at the right. */
function inColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
