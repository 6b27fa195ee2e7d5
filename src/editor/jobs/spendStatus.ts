import { statusView } from '../../views/statusView.ts';
import type { StatusItem } from '../base/show/statusItem.ts';
import { safeCaps } from '../base/settings.ts';
import { fullestTotals } from '../session/countedFolder.ts';
import type { Session } from '../session/session.ts';

/** Shows what was spent, and what runs. */
export async function showStatus(item: StatusItem, session: Session): Promise<void> {
  const { engine } = session;
  const { totals } = await fullestTotals(session);
  item.show(statusView({ totals, caps: safeCaps(), jobs: engine.active(), pauses: engine.pauses() }));
}
