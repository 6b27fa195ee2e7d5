import * as vscode from 'vscode';
import { notify } from './messages.ts';

/**
 * A command that never throws: VS Code would show what it throws as it is, with the links and icons in it. Errors go to
 * `report`, and where that fails itself into a notification.
 */
export function registerCommand(
  id: string,
  run: (...args: unknown[]) => unknown,
  report: (error: unknown) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await run(...args);
    } catch (error) {
      try {
        await report(error);
      } catch (second) {
        void notify.error(second instanceof Error ? second.message : String(second));
      }
      return undefined;
    }
  });
}
