import * as l10n from '@vscode/l10n';
import type { Command, CommandOptions } from './command.ts';
import { commands } from './commands.ts';
import { globalOptions } from './globalOptions.ts';
import { programName } from './programName.ts';

export function generalHelp(): string {
  return [
    l10n.t('Usage: {0}', `${programName} COMMAND [OPTION…]`),
    '',
    l10n.t('Checks, plans and counts the clips of prompt files (*.video.md).'),
    '',
    l10n.t('Commands:'),
    ...inColumns(Object.entries(commands).map(([name, { summary }]) => [name, summary()])),
    '',
    l10n.t('Options of all commands:'),
    ...optionLines(globalOptions),
    '',
    l10n.t('More about a command: {0}', `${programName} COMMAND --help`),
    '',
  ].join('\n');
}

export function commandHelp(name: string, { usage, options, formats }: Command): string {
  const own = Object.keys(options).length === 0 ? [] : [l10n.t('Options:'), ...optionLines(options), ''];
  return [
    l10n.t('Usage: {0}', [programName, name, usage, '[OPTION…]'].filter((word) => word !== '').join(' ')),
    '',
    l10n.t('Command: {0}', commands[name]?.summary() ?? ''),
    '',
    ...own,
    l10n.t('Options of all commands:'),
    ...optionLines(globalOptions),
    '',
    l10n.t('Formats: {0}', formats.join(', ')),
    '',
  ].join('\n');
}

function optionLines(options: CommandOptions): readonly string[] {
  return inColumns(
    Object.entries(options).map(([name, { short, value, help }]) => [
      `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
      help(),
    ]),
  );
}

function inColumns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}
