import * as l10n from '@vscode/l10n';
import { sampleOrigin } from '../../core/job.ts';
import { baseUrlOption, readBaseUrl } from '../baseUrl.ts';
import type { CommandOptions } from '../command.ts';
import type { CommandArguments } from '../commandArguments.ts';
import type { ProcessContext } from '../context.ts';
import { stateFolder } from '../stateFolder.ts';

/** The options of every command that has to do with CometAPI. */
export const runOptions = {
  state: {
    type: 'string',
    value: 'FOLDER',
    help: () =>
      l10n.t('where jobs are kept until their clips are here; your own folder for state by default'),
  },
  'base-url': baseUrlOption,
  verbose: {
    type: 'boolean',
    help: () => l10n.t('also what is asked of CometAPI and what it answers, on standard error'),
  },
} as const satisfies CommandOptions;

export interface RunOptions {
  /** Absolute. */
  readonly stateFolder: string;
  /** `https://api.cometapi.com` */
  readonly origin: string;
  readonly isVerbose: boolean;
}

/** Throws a `UsageError`. */
export function readRunOptions(
  args: CommandArguments,
  context: Pick<ProcessContext, 'environment' | 'workingDirectory'>,
): RunOptions {
  return {
    stateFolder: stateFolder(args.text('state'), context),
    origin: readBaseUrl(args),
    isVerbose: args.flag('verbose'),
  };
}

/** What jobs are submitted to. */
export function originFor({ origin }: Pick<RunOptions, 'origin'>, isSample: boolean): string {
  return isSample ? sampleOrigin : origin;
}
