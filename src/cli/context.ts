/** Where a process writes to. */
export interface OutputStream {
  readonly isTerminal: boolean;
  /** What can be drawn on; absent: it is no terminal. */
  readonly terminal?: NodeJS.WriteStream;
  readonly write: (text: string) => void;
}

/** The world around a process. */
export interface ProcessContext {
  /** Absolute. */
  readonly workingDirectory: string;
  /** Takes the result, and nothing else. */
  readonly stdout: OutputStream;
  /** Takes everything that is no result: progress, notes, errors. */
  readonly stderr: OutputStream;
  /** Without the key, so that no program that is started gets it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What is set as the key; empty where nothing is. */
  readonly keyText: string;
  readonly now: () => number;
  /** Calls when the person presses Ctrl-C or the system asks to end, instead of ending; until the given back is called. */
  readonly onInterrupt: (call: () => void) => () => void;
  /** The folder with our own `package.json`, `l10n` and `media`. */
  readonly packageFolder: string;
}

export const formats = ['text', 'json', 'github', 'sarif', 'junit', 'csv'] as const;

export type Format = (typeof formats)[number];

/** What a command gets. */
export interface CommandContext extends ProcessContext {
  /** One of those that the command knows. */
  readonly format: Format;
  /** Whether text on standard output may have colours. */
  readonly hasColor: boolean;
  /** Only the result and errors. */
  readonly isQuiet: boolean;
}
