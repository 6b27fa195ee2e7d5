import * as l10n from '@vscode/l10n';
import { isPlain, plainLine } from '../core/shownText.ts';
import type { NextStep } from '../reports/nextStep.ts';
import { programName } from './programName.ts';

/** A command line of ours for a POSIX shell, whatever the names of files say. Paths come before options. */
export function commandLine(name: string, paths: readonly string[], options: readonly string[] = []): string {
  // What begins with a dash would be an option.
  const operands = paths.map((path) => (path.startsWith('-') ? `./${path}` : path));
  return [programName, name, ...[...operands, ...options].map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** `next: video-prompt …`, to be copied as it is; a command that a terminal would not show so is said by its title. */
export function nextLine(step: NextStep): string {
  const what = 'command' in step && isPlain(step.command) ? step.command : plainLine(step.title);
  return l10n.t('next: {0}', what);
}
