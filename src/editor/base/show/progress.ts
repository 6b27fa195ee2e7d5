import * as vscode from 'vscode';
import { maxLabel, plainLine } from '../../../core/shownText.ts';

/** A notification with progress for as long as the work takes. */
export async function showProgress<T>(
  { title, cancellable }: { readonly title: string; readonly cancellable?: boolean },
  work: (token: vscode.CancellationToken) => Thenable<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: plainLine(title, maxLabel),
      ...(cancellable === undefined ? {} : { cancellable }),
    },
    (_progress, token) => work(token),
  );
}
