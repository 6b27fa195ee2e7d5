import * as vscode from 'vscode';
import { disposeAll } from '../disposeAll.ts';
import type { LazySession } from '../lazySession.ts';
import { registerFileMarks } from '../show/fileMarks.ts';
import { isPromptFile } from './language/promptSelector.ts';
import type { PromptFileWork } from './promptFileWork.ts';

/**
 * Marks in the explorer and the jobs view, from the first prompt file on that is shown there, or from the first clip once
 * the session is open. Until then nothing is loaded.
 */
export function registerClipMarks(
  session: LazySession,
  work: () => Promise<PromptFileWork>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const tell = () => changed.fire(undefined);
  const subscriptions: vscode.Disposable[] = [changed];
  let loading: Promise<PromptFileWork> | undefined;
  const load = async () => {
    const loaded = await work();
    subscriptions.push(loaded.onDidChangeMarks(tell));
    // Clips that were asked about before.
    tell();
    return loaded;
  };
  const mayHaveMark = (uri: vscode.Uri) =>
    isPromptFile(uri) || (isClip(uri) && (loading !== undefined || session.current !== undefined));
  subscriptions.push(
    session.onDidOpen(tell),
    registerFileMarks(changed.event, async (uri) =>
      mayHaveMark(uri) ? await (await (loading ??= load())).mark(uri) : undefined,
    ),
  );
  return {
    dispose() {
      disposeAll(subscriptions).dispose();
    },
  };
}

/** Without what checks clips, which is not loaded yet. */
function isClip({ path }: vscode.Uri): boolean {
  return /\.(mp4|mov|webm|mkv)$/.test(path);
}
