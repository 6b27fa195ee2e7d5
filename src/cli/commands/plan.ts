import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { defined } from '../../core/defined.ts';
import { inTurns } from '../../core/inTurns.ts';
import { shownText } from '../../core/shownText.ts';
import { maxPlanBytes, writePlan } from '../../shots/planText.ts';
import { askedPrices, priceOptions } from '../askedPrices.ts';
import type { Command } from '../command.ts';
import type { CommandArguments } from '../commandArguments.ts';
import type { CommandContext } from '../context.ts';
import { type ExitCode, exitCodes } from '../exitCode.ts';
import { planJson } from '../formats/planJson.ts';
import { planText } from '../formats/planText.ts';
import { openPaths } from '../openPaths.ts';
import { onlyOption, planOnly } from '../planOnly.ts';
import { planFolder } from '../planFolder.ts';
import { isSomethingWrong } from '../planReport.ts';
import { savePlan } from '../savePlan.ts';
import { shownFrom } from '../shownFrom.ts';
import { UsageError } from '../usageError.ts';

export const plan: Command = {
  usage: '[PATH…]',
  options: {
    only: onlyOption,
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: () => l10n.t('write the plan into this file, with digests of everything that it stands on'),
    },
    ...priceOptions,
  },
  formats: ['text', 'json'],
  run,
};

async function run(context: CommandContext, args: CommandArguments): Promise<ExitCode> {
  const { workingDirectory, format, hasColor, isQuiet, stdout, stderr } = context;
  const only = planOnly(args.text('only'));
  const output = args.text('output');
  const prices = await askedPrices(args, context);
  const [folder, ...others] = await openPaths(args.operands, context, defined({ market: prices?.market }));
  if (folder === undefined || others.length > 0)
    throw new UsageError(
      l10n.t('These paths belong to several folders, and a plan is of one. Plan each by itself.'),
    );
  const { repository, promptFiles } = folder;
  const states = await inTurns(promptFiles, (uri) => repository.states.file(uri));
  const { planning, report } = await planFolder(repository, states, {
    only,
    shownPath: shownFrom(workingDirectory),
    prices,
  });
  if (output !== undefined) await save(output, writePlan(planning.plan), workingDirectory);
  stdout.write(format === 'json' ? planJson(report) : planText(report, hasColor));
  if (output !== undefined && !isQuiet) stderr.write(`${l10n.t('The plan is in {0}.', shownText(output))}\n`);
  return isSomethingWrong(report) ? exitCodes.wrong : exitCodes.ok;
}

async function save(output: string, text: string, workingDirectory: string): Promise<void> {
  if (Buffer.byteLength(text) > maxPlanBytes)
    throw new UsageError(l10n.t('The plan is too large for one file. Plan fewer files at a time.'));
  await savePlan(resolve(workingDirectory, output), output, text);
}
