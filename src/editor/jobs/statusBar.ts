import * as vscode from 'vscode';
import { coalesced } from '../base/coalesced.ts';
import { DisposableStore } from '../base/disposables.ts';
import { eachNewDay } from '../base/eachNewDay.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import { onDidChangeSettings } from '../base/settings.ts';
import { createStatusItem } from '../base/show/statusItem.ts';

/** One item on the left: spend today, and what runs. Hidden until the extension is used. */
export function registerStatusBar(session: LazySession): vscode.Disposable {
  const item = createStatusItem('spend', vscode.l10n.t('Video Prompt: Spend'), 'videoPrompt.showSpend');
  const listening = new DisposableStore();
  const updating = coalesced(() => {
    // A database that is busy for long is asked again at the next change.
    if (session.current !== undefined) update(session.current).catch(() => undefined);
  }, 50);
  const update = async (current: Session) => {
    const { showStatus } = await import('./spendStatus.ts');
    await showStatus(item, current);
  };
  const refresh = () => {
    updating.call();
  };
  const listen = () => {
    const { current } = session;
    if (current === undefined) return;
    listening.add(
      current.engine.onDidChangeJob(refresh),
      current.engine.onDidChange(refresh),
      eachNewDay(refresh),
    );
    refresh();
  };
  return vscode.Disposable.from(
    item,
    updating,
    session.onDidOpen(listen),
    onDidChangeSettings(refresh),
    listening,
  );
}
