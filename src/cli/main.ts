import * as l10n from '@vscode/l10n';
import { VideoPromptError } from '../core/errors.ts';
import { plainLine, shownText } from '../core/shownText.ts';
import { nearestTexts } from '../promptLanguage/nearestText.ts';
import { errorWords } from '../words/errorWords.ts';
import type { CommandArguments } from './commandArguments.ts';
import { commands } from './commands.ts';
import type { ProcessContext } from './context.ts';
import { type ExitCode, exitCodes } from './exitCode.ts';
import { globalOptions } from './globalOptions.ts';
import { commandHelp, generalHelp } from './helpText.ts';
import { ownVersion } from '../node/ownPackage.ts';
import { programName } from './programName.ts';
import { readArguments, splitCommand } from './readArguments.ts';
import { oneOf, UsageError } from './usageError.ts';

/** Runs what the arguments ask for. Never rejects. */
export async function main(args: readonly string[], context: ProcessContext): Promise<ExitCode> {
  try {
    return await run(args, context);
  } catch (error) {
    const message =
      error instanceof VideoPromptError
        ? errorWords(error)
        : error instanceof Error
          ? error.message
          : String(error);
    context.stderr.write(`${programName}: ${plainLine(message)}\n`);
    return exitCodes.couldNotRun;
  }
}

async function run(args: readonly string[], context: ProcessContext): Promise<ExitCode> {
  const { name, rest } = splitCommand(args, globalOptions);
  if (name === undefined) return await withoutCommand(readArguments(rest, globalOptions), context);
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) throw unknownCommand(name);
  const command = await entry.load();
  const given = readArguments(rest, { ...globalOptions, ...command.options });
  await speakAs(given, context);
  if (given.flag('help')) {
    context.stdout.write(commandHelp(name, command));
    return exitCodes.ok;
  }
  const format = given.text('format');
  return await command.run(
    {
      ...context,
      format: format === undefined ? command.formats[0] : oneOf('--format', format, command.formats),
      hasColor: hasColor(given, context),
      isQuiet: given.flag('quiet'),
    },
    given,
  );
}

async function withoutCommand(given: CommandArguments, context: ProcessContext): Promise<ExitCode> {
  await speakAs(given, context);
  if (given.flag('version')) {
    context.stdout.write(`${await ownVersion(context.packageFolder)}\n`);
    return exitCodes.ok;
  }
  if (given.flag('help')) {
    context.stdout.write(generalHelp());
    return exitCodes.ok;
  }
  throw new UsageError(l10n.t('Say what to do: {0}.', Object.keys(commands).join(', ')));
}

async function speakAs(given: CommandArguments, { packageFolder }: ProcessContext): Promise<void> {
  const language = given.text('lang');
  if (language === undefined) return;
  const { speak } = await import('./ownLanguage.ts');
  await speak(language, packageFolder);
}

/** https://no-color.org */
function hasColor(given: CommandArguments, { stdout, environment }: ProcessContext): boolean {
  return stdout.isTerminal && !given.flag('no-color') && (environment.NO_COLOR ?? '') === '';
}

function unknownCommand(name: string): UsageError {
  const [nearest] = nearestTexts(name, Object.keys(commands));
  return new UsageError(
    nearest === undefined
      ? l10n.t(
          'There is no command “{0}”. Write one of: {1}.',
          shownText(name),
          Object.keys(commands).join(', '),
        )
      : l10n.t('There is no command “{0}”. Did you mean “{1}”?', shownText(name), nearest),
  );
}
