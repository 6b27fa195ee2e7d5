import * as vscode from 'vscode';
import { systemClock } from '../../node/clock.ts';
import { coalesced } from '../base/coalesced.ts';
import { statusView } from '../../views/statusView.ts';
import { fullestTotals } from '../session/countedFolder.ts';
import { DisposableStore, interval } from '../base/disposables.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import { onDidChangeSettings, safeCaps } from '../base/settings.ts';
import { createStatusItem, type StatusItem } from '../base/show/statusItem.ts';

/** The day's sum starts anew at midnight, also in a window where nothing happens. */
const dayCheckMs = 60_000;

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
    let day = today();
    const midnight = interval(() => {
      if (day === today()) return;
      day = today();
      refresh();
    }, dayCheckMs);
    listening.add(current.engine.onDidChangeJob(refresh), current.engine.onDidChange(refresh), midnight);
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

const today = () => systemClock.localDay(systemClock.now());

async function update(item: StatusItem, session: Session): Promise<void> {
  const { engine } = session;
  const { totals } = await fullestTotals(session);
  item.show(statusView({ totals, caps: safeCaps(), jobs: engine.active(), pauses: engine.pauses() }));
}
