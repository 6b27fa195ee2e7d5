import * as vscode from 'vscode';
import type { LensAction } from '../../promptLanguage/lenses.ts';
import { commandIds } from '../base/commandIds.ts';
import type { SilentCommand } from '../base/show/languageItems.ts';

/** The command that a press of a lens runs. */
export function lensCommand(action: LensAction, promptFile: vscode.Uri): SilentCommand {
  const command = (name: string, ...args: unknown[]) => ({ command: name, arguments: args });
  switch (action.kind) {
    case 'render':
      return command(commandIds.renderPromptFile, promptFile, action.shot);
    case 'showTakes':
      return command(commandIds.showTakes, promptFile, action.shot);
    case 'openClip':
      return command(commandIds.openClip, action.uri && vscode.Uri.parse(action.uri));
    case 'openFile':
      return command('vscode.open', vscode.Uri.parse(action.uri));
    case 'showJobs':
      return command(commandIds.showJobs);
    case 'showProblems':
      return command('workbench.actions.view.problems');
  }
}
