import * as vscode from 'vscode';
import type { PanelCommand } from '../../protocol/panel.ts';
import { commandIds } from '../base/commandIds.ts';

/** Carries out a button of the panel that is a command of VS Code. */
export async function runPanelCommand(
  command: Exclude<PanelCommand, 'trySample' | 'openAsPromptFile' | 'resumeAll'>,
): Promise<void> {
  switch (command) {
    case 'setApiKey':
      await vscode.commands.executeCommand(commandIds.setApiKey);
      return;
    case 'removeApiKey':
      await vscode.commands.executeCommand(commandIds.removeApiKey);
      return;
    case 'manageTrust':
      await vscode.commands.executeCommand('workbench.trust.manage');
      return;
    case 'showSpend':
      await vscode.commands.executeCommand(commandIds.showSpend);
      return;
    case 'openSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', 'videoPrompt');
      return;
    case 'showJobs':
      await vscode.commands.executeCommand(commandIds.showJobs);
      return;
  }
}
