import { html, type PropertyDeclarations } from 'lit';
import type { SpendViewId } from '../../src/protocol/spend.ts';
import { SpendElement } from './spendElement.ts';

/** Whose spend is shown: of this computer or of this repository. */
export class ViewChoice extends SpendElement {
  static override properties: PropertyDeclarations = { view: { attribute: false } };

  declare view: SpendViewId;

  protected override render() {
    const { words } = this;
    return html`<div class="views" role="group" aria-label=${words.view}>
      ${this.#button('computer', words.computer)} ${this.#button('repository', words.repository)}
    </div>`;
  }

  #button(view: SpendViewId, label: string) {
    return html`<button
      class="viewButton"
      aria-pressed=${view === this.view}
      @click=${() => this.send({ kind: 'chooseView', view })}
    >
      ${label}
    </button>`;
  }
}

customElements.define('vp-view-choice', ViewChoice);
