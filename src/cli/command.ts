import type { CommandArguments } from './commandArguments.ts';
import type { CommandContext, Format } from './context.ts';
import type { ExitCode } from './exitCode.ts';

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  /** One letter. */
  readonly short?: string;
  /** What stands for its value in the help: `FILE`. */
  readonly value?: string;
  /** A function, because the language is chosen at run time. */
  readonly help: () => string;
}

export type CommandOptions = Readonly<Record<string, CommandOption>>;

export interface Command {
  /** What follows the name in the first line of the help: `[path…]`; empty where it takes only options. */
  readonly usage: string;
  readonly options: CommandOptions;
  /** The first is used where none is asked for. */
  readonly formats: readonly [Format, ...Format[]];
  /** Throws a `UsageError` where it was called in a way that makes no sense. */
  readonly run: (context: CommandContext, args: CommandArguments) => Promise<ExitCode>;
}
