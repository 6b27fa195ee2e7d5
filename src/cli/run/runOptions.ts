import * as l10n from '@vscode/l10n';
import { type ApiOriginError, defaultApiOrigin, parseApiOrigin } from '../../core/apiOrigin.ts';
import { sampleOrigin } from '../../core/job.ts';
import { shownText } from '../../core/shownText.ts';
import type { CommandOptions } from '../command.ts';
import type { CommandArguments } from '../commandArguments.ts';
import type { ProcessContext } from '../context.ts';
import { stateFolder } from '../stateFolder.ts';
import { UsageError } from '../usageError.ts';

/** The options of every command that has to do with CometAPI. */
export const runOptions = {
  state: {
    type: 'string',
    value: 'FOLDER',
    help: () =>
      l10n.t('where jobs are kept until their clips are here; your own folder for state by default'),
  },
  'base-url': {
    type: 'string',
    value: 'URL',
    help: () => l10n.t('where CometAPI is; {0} by default', defaultApiOrigin),
  },
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
    origin: originOf(args.text('base-url') ?? defaultApiOrigin),
    isVerbose: args.flag('verbose'),
  };
}

function originOf(written: string): string {
  const parsed = parseApiOrigin(written);
  if ('error' in parsed)
    throw new UsageError(
      l10n.t('{0} cannot be “{1}”: {2}', '--base-url', shownText(written), originErrorWords(parsed.error)),
    );
  return parsed.origin;
}

function originErrorWords(error: ApiOriginError): string {
  switch (error) {
    case 'malformed':
    case 'path':
    case 'query':
      return l10n.t('write an origin such as {0}, without a path.', defaultApiOrigin);
    case 'scheme':
      return l10n.t('it must begin with https://.');
    case 'insecure':
      return l10n.t('with http:// everyone on the way could read the key. Write https://.');
    case 'credentials':
      return l10n.t('a name and a password do not belong here. The key is read from COMETAPI_KEY.');
  }
}

/** What jobs are submitted to. */
export function originFor({ origin }: Pick<RunOptions, 'origin'>, isSample: boolean): string {
  return isSample ? sampleOrigin : origin;
}
