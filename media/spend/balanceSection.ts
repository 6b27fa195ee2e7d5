import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import type { BalanceView, SpendCommand } from '../../src/protocol/spend.ts';
import './factList.ts';
import { SpendElement } from './spendElement.ts';

/** What CometAPI itself says, and how far the ledger is from it. */
export class BalanceSection extends SpendElement {
  static override properties: PropertyDeclarations = { balance: { attribute: false } };

  declare balance: BalanceView;

  protected override render() {
    const { words, balance } = this;
    return html`<section class="balance" aria-labelledby="balance">
      <h2 class="sectionTitle" id="balance">${words.balance}</h2>
      ${balance.isOn ? this.#on(balance) : html`<p class="prose">${words.balanceOff}</p>`}
      <div class="buttons">
        ${
          balance.isOn
            ? html`${this.#button('refreshBalance', words.refresh, 'refresh')}
              ${this.#button('removeBalanceKey', words.removeBalanceKey)}`
            : this.#button('setBalanceKey', words.setBalanceKey)
        }
      </div>
    </section>`;
  }

  #on({ isReading, trouble, readAt, facts, drift, note }: BalanceView) {
    const { words } = this;
    return html`${
        trouble === undefined
          ? nothing
          : html`<div class="notice" data-severity="warning" role="status">
              <span class="codicon codicon-warning" aria-hidden="true"></span
              ><span class="noticeText">${trouble}</span>
            </div>`
      }
      ${facts.length === 0 ? nothing : html`<vp-fact-list .words=${words} .facts=${facts}></vp-fact-list>`}
      <p class="hint" role="status">${isReading ? words.reading : (readAt ?? '')}</p>
      ${drift.length === 0 ? nothing : this.#drift(drift)}
      <p class="hint prose">${note}</p>`;
  }

  #drift(rows: BalanceView['drift']) {
    const { words } = this;
    return html`<div class="tableBox" tabindex="0" role="region" aria-label=${words.drift}>
      <table class="driftTable">
        <caption class="sectionTitle">
          ${words.drift}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.day}</th>
            <th scope="col" class="figure">${words.ours}</th>
            <th scope="col" class="figure">${words.theirs}</th>
            <th scope="col" class="figure">${words.difference}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.day}</th>
                <td class="figure">${row.ours}</td>
                <td class="figure">${row.theirs}</td>
                <td class="figure">${row.difference}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #button(command: SpendCommand, label: string, icon?: string) {
    return html`<vscode-button
      secondary
      icon=${icon ?? nothing}
      @click=${() => this.send({ kind: 'command', command })}
      >${label}</vscode-button
    >`;
  }
}

customElements.define('vp-balance-section', BalanceSection);
