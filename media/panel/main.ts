import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { connectHost } from './host.ts';
import { Panel } from './panel.ts';
import { PanelSession } from './session.ts';

/** The host wrote them into the document itself. */
function readWords(): PanelStrings {
  return JSON.parse(document.getElementById('data')?.textContent ?? '{}') as PanelStrings;
}

const panel = new Panel();
panel.words = readWords();
panel.session = new PanelSession(connectHost());
document.body.append(panel);
