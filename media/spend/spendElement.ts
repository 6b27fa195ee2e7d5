import type { SpendMessage } from '../../src/protocol/spend.ts';
import type { SpendStrings } from '../../src/protocol/spendStrings.ts';
import { ScreenElement, SendEvent } from '../shared/screenElement.ts';

/** The base of the spend screen's elements. */
export abstract class SpendElement extends ScreenElement {
  declare words: SpendStrings;

  protected send(message: SpendMessage): void {
    this.dispatchEvent(new SendEvent(message));
  }
}
