import * as vscode from 'vscode';
import { plainLine } from '../../../core/shownText.ts';

/** A mark beside the name of a file: at most two characters, and words about them. */
export interface FileMark {
  readonly badge: string;
  readonly tooltip: string;
  readonly isWarning: boolean;
}

export function registerFileMarks(
  onDidChange: vscode.Event<vscode.Uri[] | undefined>,
  markOf: (uri: vscode.Uri) => Promise<FileMark | undefined>,
): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    onDidChangeFileDecorations: onDidChange,
    async provideFileDecoration(uri) {
      const mark = await markOf(uri);
      if (mark === undefined) return undefined;
      const color = mark.isWarning ? { color: new vscode.ThemeColor('list.warningForeground') } : {};
      return { badge: plainLine(mark.badge, 2), tooltip: plainLine(mark.tooltip), ...color };
    },
  });
}
