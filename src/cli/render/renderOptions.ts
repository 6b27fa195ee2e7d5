import * as l10n from '@vscode/l10n';
import type { Caps } from '../../core/budget.ts';
import { defined } from '../../core/defined.ts';
import { type MicroUsd, microUsdFromUsd } from '../../core/money.ts';
import type { RunBudget } from '../../core/runBudget.ts';
import { shownText } from '../../core/shownText.ts';
import type { PlanOnly } from '../../shots/planFiles.ts';
import type { CommandOptions } from '../command.ts';
import type { CommandArguments } from '../commandArguments.ts';
import type { ProcessContext } from '../context.ts';
import { onlyOption, planOnly } from '../planOnly.ts';
import { readRunOptions, type RunOptions, runOptions } from '../run/runOptions.ts';
import { UsageError } from '../usageError.ts';

export const renderOptions = {
  plan: {
    type: 'string',
    value: 'FILE',
    help: () => l10n.t('render what this plan says; refused where anything that it stands on has changed'),
  },
  only: onlyOption,
  'max-usd': {
    type: 'string',
    value: 'USD',
    help: () => l10n.t('what this run may cost at most; needed, unless with --sample'),
  },
  'max-clips': { type: 'string', value: 'N', help: () => l10n.t('how many clips this run may make at most') },
  'max-usd-per-day': {
    type: 'string',
    value: 'USD',
    help: () => l10n.t('what all runs with the same --state may cost in a day'),
  },
  'max-usd-per-month': {
    type: 'string',
    value: 'USD',
    help: () => l10n.t('what all runs with the same --state may cost in a month'),
  },
  'allow-unknown': {
    type: 'string',
    value: 'USD',
    help: () => l10n.t('render clips without an exact price too, each counted as at least this'),
  },
  'allow-uploads': { type: 'boolean', help: () => l10n.t('send images of the files to CometAPI') },
  'allow-untracked': {
    type: 'boolean',
    help: () => l10n.t('use models that give no task ID: a clip that is cut off on its way is lost'),
  },
  'allow-fork': {
    type: 'boolean',
    help: () => l10n.t('render on a pull request from a fork too, whose prompts are not yours'),
  },
  sample: {
    type: 'boolean',
    help: () => l10n.t('make sample clips on this machine: no key, no network, no cost'),
  },
  detach: {
    type: 'boolean',
    help: () => l10n.t('end once everything is submitted; “resume” saves the clips later'),
  },
  ...runOptions,
} as const satisfies CommandOptions;

export interface RenderOptions extends RunOptions {
  readonly isSample: boolean;
  readonly budget: RunBudget;
  readonly caps: Caps;
  readonly only: PlanOnly;
  readonly planFile: string | undefined;
  readonly allowsUploads: boolean;
  readonly allowsUntracked: boolean;
  readonly allowsFork: boolean;
  readonly isDetached: boolean;
}

/** Throws a `UsageError`. */
export function readRenderOptions(
  args: CommandArguments,
  context: Pick<ProcessContext, 'environment' | 'workingDirectory'>,
): RenderOptions {
  const isSample = args.flag('sample');
  const maxMicroUsd = dollars(args, 'max-usd');
  if (maxMicroUsd === undefined && !isSample)
    throw new UsageError(
      l10n.t('Say what this run may cost at most: --max-usd=USD. With --sample nothing is bought.'),
    );
  const planFile = args.text('plan');
  if (planFile !== undefined && args.text('only') !== undefined)
    throw new UsageError(l10n.t('A plan says which clips are rendered. Leave out --only.'));
  return {
    ...readRunOptions(args, context),
    isSample,
    budget: {
      maxMicroUsd: maxMicroUsd ?? 0,
      ...defined({ maxClips: count(args, 'max-clips'), inexactMicroUsd: ceiling(args) }),
    },
    caps: defined({
      dayMicroUsd: dollars(args, 'max-usd-per-day'),
      monthMicroUsd: dollars(args, 'max-usd-per-month'),
    }),
    only: planOnly(args.text('only')),
    planFile,
    allowsUploads: args.flag('allow-uploads'),
    allowsUntracked: args.flag('allow-untracked'),
    allowsFork: args.flag('allow-fork'),
    isDetached: args.flag('detach'),
  };
}

/** `1.50`: no sign, no exponent, no other currency. */
function dollars(args: CommandArguments, name: string): MicroUsd | undefined {
  const written = args.text(name);
  if (written === undefined) return undefined;
  const amount = /^\d+(\.\d+)?$/.test(written) ? microUsdFromUsd(Number(written)) : undefined;
  if (amount !== undefined) return amount;
  throw new UsageError(
    l10n.t('--{0} cannot be “{1}”. Write an amount in US dollars, such as 1.50.', name, shownText(written)),
  );
}

/** Nothing would say that all clips cost nothing. */
function ceiling(args: CommandArguments): MicroUsd | undefined {
  const amount = dollars(args, 'allow-unknown');
  if (amount !== 0) return amount;
  throw new UsageError(
    l10n.t('--allow-unknown cannot be 0. Write what a clip without an exact price may cost at most.'),
  );
}

function count(args: CommandArguments, name: string): number | undefined {
  const written = args.text(name);
  if (written === undefined) return undefined;
  if (/^\d{1,6}$/.test(written)) return Number(written);
  throw new UsageError(l10n.t('--{0} cannot be “{1}”. Write a whole number.', name, shownText(written)));
}
