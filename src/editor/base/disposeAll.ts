import type * as vscode from 'vscode';

/** One disposable for a list that may still grow. */
export function disposeAll(list: readonly vscode.Disposable[]): vscode.Disposable {
  return {
    dispose() {
      for (const one of list) one.dispose();
    },
  };
}
