import * as l10n from '@vscode/l10n';
import { dollarsOf, formatUsd, type MicroUsd } from '../../core/money.ts';
import type { RunBreach } from '../../core/runBudget.ts';
import { budgetEdits, exactPriceEdits } from '../../promptLanguage/nextEdits.ts';
import type { PromptFileState } from '../../shots/promptFileStates.ts';
import type { ChosenCell } from '../../shots/renderItems.ts';
import type { CommandArguments } from '../commandArguments.ts';
import { givenOptions } from '../givenOptions.ts';
import { editStep, type NextStep } from '../../reports/nextStep.ts';
import { commandLine } from '../nextStep.ts';
import { renderOptions } from './renderOptions.ts';

/** What would go on after a refusal: the same command with another word, or changes of the files. */
export interface NextOfRender {
  /** The same command and this option. */
  with(option: string): NextStep;
  /** The same with an option that is an amount, large enough for this one. */
  withUsd(name: string, amountMicroUsd: MicroUsd): NextStep;
  /** Models that have an exact price and can do the same. */
  exactPrices(): readonly NextStep[];
  /** What of the dearest clip would fit. */
  within(breach: RunBreach): readonly NextStep[];
}

export interface NextOfRenderParts {
  readonly args: CommandArguments;
  readonly chosen: readonly ChosenCell[];
  readonly files: readonly PromptFileState[];
  readonly shownPath: (uri: string) => string;
}

export function nextOfRender({ args, chosen, files, shownPath }: NextOfRenderParts): NextOfRender {
  const fileOf = (uri: string) => files.find((file) => file.uri === uri);
  const command = (option: string) => {
    const name = /^--([^=]*)/.exec(option)?.[1] ?? '';
    return commandLine('render', args.operands, [...givenOptions(args, renderOptions, [name]), option]);
  };
  return {
    with: (option) => ({ title: l10n.t('Say {0}', option), command: command(option) }),
    withUsd: (name, amount) => ({
      title: l10n.t('Let it cost {0}', formatUsd(amount)),
      command: command(`--${name}=${dollarsOf(amount)}`),
    }),
    exactPrices: () =>
      chosen.flatMap(({ file, cell }) => {
        const state = fileOf(file);
        if (state === undefined || cell.quote?.kind === 'listed') return [];
        return exactPriceEdits(cell.plan, state).map((edit) => editStep(shownPath(file), edit));
      }),
    within({ by, asked, max }) {
      const dearest = chosen.toSorted((one, other) => priceOf(other) - priceOf(one))[0];
      const state = dearest === undefined ? undefined : fileOf(dearest.file);
      if (by === 'clips' || dearest === undefined || state === undefined) return [];
      const leftMicroUsd = max - (asked - priceOf(dearest));
      if (leftMicroUsd <= 0) return [];
      const edits = budgetEdits(dearest.cell.plan, state, leftMicroUsd);
      return edits.map((edit) => editStep(shownPath(dearest.file), edit));
    },
  };
}

/** Of all takes of a cell. */
function priceOf({ cell }: ChosenCell): MicroUsd {
  return (cell.quote?.microUsd ?? 0) * (cell.plan.request.variants ?? 1);
}
