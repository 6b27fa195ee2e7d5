import * as vscode from 'vscode';
import { maxLabel, type Paragraph, plainLine } from '../../../core/shownText.ts';
import { plainMarkdown } from './markdown.ts';
import { type IconText, label } from './shown.ts';

export interface StatusWords {
  readonly text: IconText;
  readonly accessibilityLabel: string;
  readonly tooltip: readonly Paragraph[];
  readonly isWarning: boolean;
}

/** An item at the left of the status bar, made when something is first shown in it. */
export interface StatusItem extends vscode.Disposable {
  show(words: StatusWords): void;
}

export function createStatusItem(id: string, name: string, command: string): StatusItem {
  let made: vscode.StatusBarItem | undefined;
  const make = () => {
    const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, 0);
    item.name = plainLine(name, maxLabel);
    item.command = command;
    return item;
  };
  return {
    show({ text, accessibilityLabel, tooltip, isWarning }) {
      const item = (made ??= make());
      item.text = label(text);
      item.accessibilityInformation = { label: plainLine(accessibilityLabel, maxLabel), role: 'button' };
      item.tooltip = plainMarkdown(...tooltip);
      item.backgroundColor = isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
      item.show();
    },
    dispose: () => made?.dispose(),
  };
}

/** A word in the status bar, for some seconds. */
export function mention(text: string): void {
  vscode.window.setStatusBarMessage(plainLine(text, maxLabel), 5_000);
}
