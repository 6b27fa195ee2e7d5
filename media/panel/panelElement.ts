import type { PanelMessage } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { ScreenElement, SendEvent } from '../shared/screenElement.ts';

/** The base of the panel's elements. */
export abstract class PanelElement extends ScreenElement {
  declare words: PanelStrings;

  protected send(message: PanelMessage): void {
    this.dispatchEvent(new SendEvent(message));
  }
}
