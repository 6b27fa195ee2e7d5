import * as vscode from 'vscode';
import { type CommandId, commandRules } from '../commandRules.ts';
import { requireTrust } from '../trust.ts';
import { notify } from './messages.ts';

/**
 * The one way to a command. Its rule is kept before it runs. It never throws: VS Code would show what it throws as it is, with the links and icons in it. Errors go to
 * `report`, and where that fails itself into a notification.
 */
export function registerCommand(
  id: CommandId,
  run: (...args: unknown[]) => unknown,
  report: (error: unknown) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      const rule = commandRules[id];
      if (rule !== 'free') requireTrust(rule);
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
