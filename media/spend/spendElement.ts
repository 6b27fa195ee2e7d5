import { LitElement, type PropertyDeclarations } from 'lit';
import type { SpendMessage } from '../../src/protocol/spend.ts';
import type { SpendStrings } from '../../src/protocol/spendStrings.ts';

/** What an element of the screen wants the host to do. */
export class SpendSendEvent extends Event {
  readonly message: SpendMessage;

  constructor(message: SpendMessage) {
    super('vp-spend-send', { bubbles: true });
    this.message = message;
  }
}

/** The base of the screen's elements, without shadow roots: one style sheet dresses them all. */
export abstract class SpendElement extends LitElement {
  static override properties: PropertyDeclarations = { words: { attribute: false } };

  declare words: SpendStrings;

  protected override createRenderRoot(): this {
    return this;
  }

  protected send(message: SpendMessage): void {
    this.dispatchEvent(new SpendSendEvent(message));
  }
}
