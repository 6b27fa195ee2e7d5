import * as vscode from 'vscode';
import { coalesced } from '../base/coalesced.ts';
import { statusView } from '../../views/statusView.ts';
import { fullestTotals } from '../session/countedFolder.ts';
import { DisposableStore } from '../base/disposables.ts';
import { eachNewDay } from '../base/eachNewDay.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import { onDidChangeSettings, safeCaps } from '../base/settings.ts';
import { createStatusItem, type StatusItem } from '../base/show/statusItem.ts';

/** One item on the left: spend today, and what runs. Hidden until the extension is used. */
export function registerStatusBar(session: LazySession): vscode.Disposable {
  const item = createStatusItem('spend', vscode.l10n.t('Video Prompt: Spend'), 'videoPrompt.showSpend');
  const listening = new DisposableStore();
  const updating = coalesced(() => {
    // A database that is busy for long is asked again at the next change.
    if (session.current !== undefined) update(item, session.current).catch(() => undefined);
  }, 50);
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

async function update(item: StatusItem, session: Session): Promise<void> {
  const { engine } = session;
  const { totals } = await fullestTotals(session);
  item.show(statusView({ totals, caps: safeCaps(), jobs: engine.active(), pauses: engine.pauses() }));
}
