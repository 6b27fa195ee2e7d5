import { LitElement, type PropertyDeclarations } from 'lit';

/** What an element wants the host to do: the screen around it sends it. */
export class SendEvent<Message> extends Event {
  static readonly type = 'vp-send';
  readonly message: Message;

  constructor(message: Message) {
    super(SendEvent.type, { bubbles: true });
    this.message = message;
  }
}

/**
 * The base of a screen's elements, each of which has the screen's `words`. They render without a shadow root: labels, descriptions and focus reach across
 * elements by id, and one style sheet dresses them all.
 */
export abstract class ScreenElement extends LitElement {
  static override properties: PropertyDeclarations = { words: { attribute: false } };

  protected override createRenderRoot(): this {
    return this;
  }
}
