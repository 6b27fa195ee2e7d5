import * as l10n from '@vscode/l10n';
import { systemClock } from '../../node/clock.ts';
import { countClips, spendLines, spendTotal } from '../../shots/repositorySpend.ts';
import { inOrder, spendBys, spendKey } from '../../shots/spendKeys.ts';
import { unreadableSidecarWords } from '../../words/repositorySpendWords.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exitCode.ts';
import { openPaths } from '../openPaths.ts';
import { programName } from '../programName.ts';
import { spendCsv } from '../formats/spendCsv.ts';
import { spendJson } from '../formats/spendJson.ts';
import { shownFrom } from '../shownFrom.ts';
import type { SpendReport } from '../spendReport.ts';
import { spendText } from '../formats/spendText.ts';
import { sidecarAuthors, spentClips } from '../spentClips.ts';
import { oneOf } from '../usageError.ts';

export const spend: Command = {
  usage: '[path…]',
  options: {
    by: {
      type: 'string',
      value: 'WHAT',
      help: () => l10n.t('what to sum up by: {0}; without it, month', spendBys.join(', ')),
    },
  },
  formats: ['text', 'json', 'csv'],
  async run(context, { operands, text }) {
    const by = oneOf('--by', text('by') ?? 'month', spendBys);
    const folders = await openPaths(operands, context);
    const { clips, unreadable } = spentClips(folders);
    const authors = by === 'author' ? await sidecarAuthors(folders, context) : new Map<string, string>();
    const counted = countClips(clips);
    const key = spendKey(by, {
      localDay: (epochMs) => systemClock.localDay(epochMs),
      authorOf: (uri) => authors.get(uri),
    });
    const shown = shownFrom(context.workingDirectory);
    const report: SpendReport = {
      by,
      counted,
      total: spendTotal(counted),
      lines: inOrder(by, spendLines(counted, key)),
      unreadable: unreadable.map(shown).sort(),
      shown,
    };
    context.stdout.write(written(report, context));
    if (report.unreadable.length === 0) return exitCodes.ok;
    context.stderr.write(`${programName}: ${unreadableSidecarWords(report.unreadable)}\n`);
    return exitCodes.wrong;
  },
};

function written(
  report: SpendReport,
  { format, hasColor }: { readonly format: string; readonly hasColor: boolean },
): string {
  if (format === 'json') return spendJson(report);
  return format === 'csv' ? spendCsv(report) : spendText(report, hasColor);
}
