/** What a command was called with, apart from the options that all commands have. */
export interface CommandArguments {
  /** What is no option, in order. */
  readonly operands: readonly string[];
  readonly flag: (name: string) => boolean;
  /** The last one that was given. */
  readonly text: (name: string) => string | undefined;
}
