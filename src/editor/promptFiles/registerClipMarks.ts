import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposables.ts';
import { lazy } from '../base/lazy.ts';
import type { LazySession } from '../session/lazySession.ts';
import { registerFileMarks } from '../base/show/fileMarks.ts';
import { isClip } from '../../core/clipExtension.ts';
import { isPromptFile } from '../../core/promptFileName.ts';
import type { PromptFileWork } from './promptFileWork.ts';

/**
 * Marks in the explorer and the jobs view, from the first prompt file on that is shown there, or from the first clip once
 * the session is open. Until then nothing is loaded.
 */
export function registerClipMarks(
  session: LazySession,
  work: () => Promise<PromptFileWork>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  const tell = (uris?: readonly vscode.Uri[]) => changed.fire(uris === undefined ? undefined : [...uris]);
  const subscriptions = new DisposableStore();
  subscriptions.add(changed);
  let isLoading = false;
  const load = lazy(async () => {
    isLoading = true;
    const loaded = await work();
    subscriptions.add(loaded.onDidChangeMarks(tell));
    // Clips that were asked about before.
    tell();
    return loaded;
  });
  const mayHaveMark = (uri: vscode.Uri) =>
    isPromptFile(uri) || (isClip(uri) && (isLoading || session.current !== undefined));
  subscriptions.add(
    session.onDidOpen(() => tell()),
    registerFileMarks(changed.event, async (uri) =>
      mayHaveMark(uri) ? await (await load()).mark(uri) : undefined,
    ),
  );
  return {
    dispose() {
      subscriptions.dispose();
    },
  };
}
