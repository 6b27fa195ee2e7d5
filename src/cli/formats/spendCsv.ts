import { type CsvCell, csvLine, csvStart, decimalUsd } from '../../core/csv.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { RepositoryLine } from '../../shots/repositorySpend.ts';
import { placeOfKey, type SpendBy } from '../../shots/spendKeys.ts';
import type { SpendReport } from '../spendReport.ts';

type Columns = Readonly<Record<string, (line: RepositoryLine) => CsvCell>>;

/** As in the exported ledger: names for programs, whole micro-USD for exact sums, decimal dollars for people. */
const figures: Columns = {
  clips: (line) => line.clips,
  ...amount('charged', (line) => line.spentMicroUsd),
  ...amount('reported', (line) => line.reportedMicroUsd),
  ...amount('estimated', (line) => line.estimatedMicroUsd),
  at_least: (line) => yesOrNo(line.isAtLeast),
  unknown_clips: (line) => line.unknownCount,
  kept_takes: (line) => line.kept.kept,
  takes_of_kept: (line) => line.kept.takes,
  ...amount('kept', (line) => line.kept.microUsd),
  kept_at_least: (line) => yesOrNo(line.kept.isAtLeast || line.kept.unknown > 0),
};

/** A line for each key and none for the total, which a spreadsheet would add once more. */
export function spendCsv({ by, lines, shown }: SpendReport): string {
  const columns = { ...keyColumns(by, shown), ...figures };
  const rows = lines.map((line) => csvLine(Object.values(columns).map((cell) => cell(line))));
  return `${csvStart}${csvLine(Object.keys(columns))}${rows.join('')}`;
}

function keyColumns(by: SpendBy, shown: SpendReport['shown']): Columns {
  const file = ({ key }: RepositoryLine) => {
    const place = placeOfKey(key).file;
    return place === '' ? undefined : shown(place);
  };
  switch (by) {
    case 'month':
      return { month: ({ key }) => ({ plain: key }) };
    case 'file':
      return { file };
    case 'shot':
      return { file, shot: ({ key }) => placeOfKey(key).shot };
    case 'model':
    case 'author':
      return { [by]: ({ key }) => key };
  }
}

function amount(name: string, of: (line: RepositoryLine) => MicroUsd): Columns {
  return { [`${name}_micro_usd`]: of, [`${name}_usd`]: (line) => decimalUsd(of(line)) };
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no';
}
