import * as vscode from 'vscode';
import { maxLabel, plainLine } from '../../../core/shownText.ts';

/** A tab with a webview, in the active column. */
export function openTab(
  viewType: string,
  title: string,
  options: vscode.WebviewPanelOptions & vscode.WebviewOptions & { readonly preserveFocus?: boolean } = {},
): vscode.WebviewPanel {
  const { preserveFocus = false, ...others } = options;
  const place = { viewColumn: vscode.ViewColumn.Active, preserveFocus };
  return vscode.window.createWebviewPanel(viewType, plainLine(title, maxLabel), place, others);
}

export function nameTab(panel: vscode.WebviewPanel, title: string): void {
  panel.title = plainLine(title, maxLabel);
}
