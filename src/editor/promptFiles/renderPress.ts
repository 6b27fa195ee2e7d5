import type { TotalPrice } from '../../core/quote.ts';

/**
 * A person's press on something of ours that showed a total. It goes along with the command as an object of this class,
 * which tasks and keybindings, who have only data to give, cannot bring (P7).
 */
export class RenderPress {
  readonly #shown: TotalPrice;

  constructor(shown: TotalPrice) {
    this.#shown = shown;
  }

  get shown(): TotalPrice {
    return this.#shown;
  }
}
