import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { shownText } from '../core/shownText.ts';
import { nearestTexts } from '../promptLanguage/nearestText.ts';
import type { CommandOptions } from './command.ts';
import type { CommandArguments } from './commandArguments.ts';
import { UsageError } from './usageError.ts';

/** The first word that is no option or the value of one of these: the command. */
export function splitCommand(
  args: readonly string[],
  options: CommandOptions,
): { readonly name: string | undefined; readonly rest: readonly string[] } {
  const token = tokensOf(args, options).find(({ kind }) => kind === 'positional');
  if (token === undefined) return { name: undefined, rest: args };
  return { name: args[token.index], rest: args.toSpliced(token.index, 1) };
}

/** Throws a `UsageError` for what these options do not allow. */
export function readArguments(args: readonly string[], options: CommandOptions): CommandArguments {
  const operands: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokensOf(args, options)) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      operands.push(token.value);
      continue;
    }
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw unknownOption(token.rawName, options);
    if (option.type === 'boolean') {
      if (token.value !== undefined) throw new UsageError(l10n.t('{0} takes no value.', token.rawName));
      flags.add(token.name);
      continue;
    }
    // `--only --format json` lacks a value; one that begins with a dash is written with `=`.
    const isMissing = token.value === undefined || (!token.inlineValue && /^-./.test(token.value));
    if (isMissing)
      throw new UsageError(
        l10n.t('{0} needs a value: {0}={1}.', token.rawName, option.value ?? l10n.t('VALUE')),
      );
    values.set(token.name, token.value);
  }
  return { operands, flag: (name) => flags.has(name), text: (name) => values.get(name) };
}

function tokensOf(args: readonly string[], options: CommandOptions) {
  const known = Object.entries(options).map(([name, { type, short }]) => [
    name,
    short === undefined ? { type } : { type, short },
  ]);
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(known) as Record<string, { type: 'string' | 'boolean'; short?: string }>,
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function unknownOption(written: string, options: CommandOptions): UsageError {
  const [nearest] = nearestTexts(
    written,
    Object.keys(options).map((name) => `--${name}`),
  );
  const shown = shownText(written);
  return new UsageError(
    nearest === undefined
      ? l10n.t('There is no option “{0}”. Add --help to see those that there are.', shown)
      : l10n.t('There is no option “{0}”. Did you mean “{1}”?', shown, nearest),
  );
}
