import { html, nothing, type PropertyDeclarations } from 'lit';
import type { FactView } from '../../src/protocol/spend.ts';
import { SpendElement } from './spendElement.ts';

/** Figures with their names. */
export class FactList extends SpendElement {
  static override properties: PropertyDeclarations = { facts: { attribute: false } };

  declare facts: readonly FactView[];

  protected override render() {
    return html`<dl class="facts">
      ${this.facts.map(
        ({ label, value, detail }) =>
          html`<div class="fact">
            <dt>${label}</dt>
            <dd>
              <span class="factValue">${value}</span>
              ${detail === undefined ? nothing : html`<span class="hint">${detail}</span>`}
            </dd>
          </div>`,
      )}
    </dl>`;
  }
}

customElements.define('vp-fact-list', FactList);
