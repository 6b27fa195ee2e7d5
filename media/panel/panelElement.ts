import { LitElement, type PropertyDeclarations } from 'lit';
import type { PanelMessage } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { SendEvent } from './events.ts';

/**
 * The base of the panel's elements. They render without a shadow root: labels, descriptions and focus reach across
 * elements by id, and one style sheet dresses them all.
 */
export abstract class PanelElement extends LitElement {
  static override properties: PropertyDeclarations = { words: { attribute: false } };

  declare words: PanelStrings;

  protected override createRenderRoot(): this {
    return this;
  }

  protected send(message: PanelMessage): void {
    this.dispatchEvent(new SendEvent(message));
  }
}
