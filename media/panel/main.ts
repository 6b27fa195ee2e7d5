import type { HostMessage, PanelMessage } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { connectHost, pageData } from '../shared/host.ts';
import { Panel } from './panel.ts';
import { PanelSession } from './session.ts';

const panel = new Panel();
panel.words = pageData() as PanelStrings;
panel.session = new PanelSession(
  connectHost<PanelMessage, HostMessage>({
    state: true,
    focus: true,
    showField: true,
    imageFix: true,
    grabFrame: true,
    announce: true,
  }),
);
document.body.append(panel);
