import type { RepositorySum } from '../../shots/repositorySpend.ts';
import { placeOfKey } from '../../shots/spendKeys.ts';
import type { SpendReport } from '../spendReport.ts';
import { jsonText } from './json.ts';

/** Amounts are whole millionths of a US dollar. What nobody knows is null. */
export function spendJson({ by, counted, total, lines, unreadable, shown }: SpendReport): string {
  const data = {
    by,
    total: sumData(total),
    lines: lines.map((line) => ({ ...keyData(by, line.key, shown), ...sumData(line) })),
    samples: counted.samples,
    copies: counted.copies,
    unreadable,
  };
  return jsonText(data);
}

function keyData(by: SpendReport['by'], key: string, shown: SpendReport['shown']) {
  if (by !== 'file' && by !== 'shot') return { [by]: key === '' ? null : key };
  const { file, shot } = placeOfKey(key);
  const place = { file: file === '' ? null : shown(file) };
  return by === 'file' ? place : { ...place, shot };
}

function sumData(sum: RepositorySum) {
  const { kept } = sum;
  return {
    clips: sum.clips,
    chargedMicroUsd: sum.spentMicroUsd,
    reportedMicroUsd: sum.reportedMicroUsd,
    estimatedMicroUsd: sum.estimatedMicroUsd,
    isAtLeast: sum.isAtLeast,
    unknownClips: sum.unknownCount,
    kept: {
      takes: kept.kept,
      ofTakes: kept.takes,
      chargedMicroUsd: kept.microUsd,
      isAtLeast: kept.isAtLeast,
      unknownTakes: kept.unknown,
    },
  };
}
