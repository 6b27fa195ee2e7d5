import * as vscode from 'vscode';
import { plainLine } from '../../core/shownText.ts';

const maxEntry = 4000;

/** The output channel. An entry is one line, whatever a provider or a file says. */
export interface Log extends vscode.Disposable {
  warn(message: string): void;
  error(error: unknown): void;
  show(): void;
}

export function createLog(name: string): Log {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  return {
    warn: (message) => channel.warn(plainLine(message, maxEntry)),
    error: (error) => channel.error(plainLine(errorText(error), maxEntry)),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? `${error.name}: ${error.message}`;
}
