import type { CommandOptions } from './command.ts';
import type { CommandArguments } from './commandArguments.ts';

/** The options of a command as they were given, to write its line again. */
export function givenOptions(
  args: CommandArguments,
  options: CommandOptions,
  except: readonly string[] = [],
): readonly string[] {
  return Object.entries(options).flatMap(([name, { type }]) => {
    if (except.includes(name)) return [];
    if (type === 'boolean') return args.flag(name) ? [`--${name}`] : [];
    const value = args.text(name);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
}
