import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import type { PriceView } from '../../src/protocol/panel.ts';
import { GenerateEvent } from './events.ts';
import { fill } from '../shared/fill.ts';
import { PanelElement } from './panelElement.ts';

export class GenerateButton extends PanelElement {
  static override properties: PropertyDeclarations = {
    price: { attribute: false },
    canGenerate: { attribute: false },
    isSubmitting: { attribute: false },
    spend: { attribute: false },
  };

  declare price: PriceView;
  declare canGenerate: boolean;
  declare isSubmitting: boolean;
  declare spend: string;

  protected override render() {
    const { words, price, spend } = this;
    const isBlocked = !this.canGenerate || this.isSubmitting;
    const label = price.text === '' ? words.generate : fill(words.generateFor, price.text);
    // It stays focusable while blocked: a press then leads to what stands in the way.
    return html`<vscode-button
        class="generate"
        block
        icon=${this.isSubmitting ? 'loading' : 'sparkle'}
        ?icon-spin=${this.isSubmitting}
        aria-disabled=${isBlocked ? 'true' : 'false'}
        title=${price.detail}
        aria-description=${price.detail}
        @click=${this.#press}
        >${this.isSubmitting ? words.submitting : label}</vscode-button
      >
      <div class="underButton">
        <span class="hint" aria-hidden="true">${price.detail}</span>
        ${
          spend === ''
            ? nothing
            : html`<button
                class="linkButton"
                type="button"
                title=${words.showSpend}
                @click=${this.#showSpend}
              >
                ${spend}
              </button>`
        }
      </div>`;
  }

  readonly #press = () => this.dispatchEvent(new GenerateEvent());
  readonly #showSpend = () => this.send({ kind: 'command', command: 'showSpend' });
}

customElements.define('vp-generate-button', GenerateButton);
