import * as vscode from 'vscode';
import { VideoPromptError } from '../../../core/errors.ts';
import { plainLine } from '../../../core/shownText.ts';

const maxEntry = 4000;

/** The output channel, made at the first entry. An entry is one line, whatever a provider or a file says. */
export interface Log extends vscode.Disposable {
  /** With the code and the causes of what went wrong. */
  warn(message: string, error?: unknown): void;
  /** Shown only at the level *Debug* of the channel. */
  debug(message: string): void;
  error(error: unknown): void;
  show(): void;
}

export function createLog(name: string): Log {
  let made: vscode.LogOutputChannel | undefined;
  const channel = () => (made ??= vscode.window.createOutputChannel(name, { log: true }));
  return {
    warn: (message, error) =>
      channel().warn(plainLine(error === undefined ? message : `${message}: ${errorText(error)}`, maxEntry)),
    debug: (message) => channel().debug(plainLine(message, maxEntry)),
    error: (error) => channel().error(plainLine(errorText(error), maxEntry)),
    show: () => channel().show(),
    dispose: () => made?.dispose(),
  };
}

function errorText(error: unknown, depth = 3): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const own =
    error instanceof VideoPromptError
      ? expectedText(error)
      : (error.stack ?? `${error.name}: ${error.message}`);
  return cause === undefined || depth === 0 ? own : `${own} Caused by: ${errorText(cause, depth - 1)}`;
}

/** Its code and what is known of it; where it was thrown says nothing. */
function expectedText({ code, message, field, jobId, requestId, providerMessage }: VideoPromptError): string {
  const facts = Object.entries({ field, jobId, requestId, providerMessage }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return [`${code}: ${message}`, ...facts].join(' · ');
}
