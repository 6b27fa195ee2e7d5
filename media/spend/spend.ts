import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import type { LedgerState, SpendHostMessage, SpendMessage, SpendState } from '../../src/protocol/spend.ts';
import './balanceSection.ts';
import './capCards.ts';
import './factList.ts';
import type { Host } from '../shared/host.ts';
import type { SendEvent } from '../shared/screenElement.ts';
import { memoryOf, parseMemory } from './memory.ts';
import './jobTable.ts';
import './repositorySection.ts';
import { SpendElement } from './spendElement.ts';
import './sumTable.ts';
import './viewChoice.ts';

/** The whole screen: shows what the host says and reports what the person does. */
export class Spend extends SpendElement {
  static override properties: PropertyDeclarations = { state: { state: true } };

  declare host: Host<SpendMessage, SpendHostMessage>;
  declare state: SpendState | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.host.listen(({ state }) => this.#show(state));
    this.host.send({ kind: 'ready', ...parseMemory(this.host.recall()) });
  }

  protected override render() {
    const { words, state } = this;
    if (state === undefined) return nothing;
    return html`<main class="layout" @vp-send=${(event: SendEvent<SpendMessage>) => this.#send(event)}>
      <header class="head">
        <h1 class="title">${words.heading}</h1>
        <vp-view-choice .words=${words} .view=${state.view}></vp-view-choice>
        ${
          state.view === 'repository' || state.isEmpty
            ? nothing
            : html`<vscode-button
                secondary
                icon="export"
                @click=${() => this.host.send({ kind: 'command', command: 'exportCsv' })}
                >${words.exportCsv}</vscode-button
              >`
        }
      </header>
      ${
        state.view === 'repository'
          ? html`<vp-repository-section .words=${words} .repository=${state}></vp-repository-section>`
          : this.#ledger(state)
      }
    </main>`;
  }

  #ledger(state: LedgerState) {
    const { words } = this;
    return html`<div class="sums">
        <vp-cap-cards .words=${words} .caps=${state.caps}></vp-cap-cards>
        <p class="hint">${words.estimated}</p>
      </div>
      ${
        state.unknown === ''
          ? nothing
          : html`<div class="notice" data-severity="warning" data-notice="unknown">
              <span class="codicon codicon-question" aria-hidden="true"></span
              ><span class="noticeText">${state.unknown}</span>
            </div>`
      }
      ${state.isEmpty ? this.#empty() : this.#month(state)}
      <vp-balance-section .words=${words} .balance=${state.balance}></vp-balance-section>`;
  }

  #empty() {
    const { words } = this;
    return html`<section class="welcome">
      <span class="welcomeIcon codicon codicon-credit-card" aria-hidden="true"></span>
      <h2 class="welcomeTitle">${words.emptyTitle}</h2>
      <p>${words.emptyText}</p>
      <vscode-button @click=${() => this.host.send({ kind: 'command', command: 'openPanel' })}
        >${words.openPanel}</vscode-button
      >
    </section>`;
  }

  #month(state: LedgerState) {
    const { words } = this;
    const tables = [
      { heading: words.byDay, keyWord: words.day, rows: state.days },
      { heading: words.byModel, keyWord: words.model, rows: state.models },
      { heading: words.byWorkspace, keyWord: words.workspace, rows: state.workspaces },
    ];
    const figureWords = [
      words.charged,
      words.reserved,
      words.unknown,
      words.kept,
      words.failed,
      words.unclear,
      words.perClip,
    ];
    return html`<section class="month" aria-labelledby="month-title">
      <div class="head">
        <h2 class="srOnly" id="month-title">${words.month}</h2>
        <span class="selectBox">
          <select
            class="control"
            aria-label=${words.month}
            .value=${state.month}
            @change=${(event: Event) => this.#choose(event)}
          >
            ${state.months.map(
              ({ value, label }) =>
                html`<option value=${value} ?selected=${value === state.month}>${label}</option>`,
            )}
          </select>
        </span>
      </div>
      <vp-fact-list .words=${words} .facts=${state.facts}></vp-fact-list>
      ${state.days.length === 0 ? html`<p class="hint">${words.nothingThisMonth}</p>` : nothing}
      ${tables.map(
        ({ heading, keyWord, rows }) =>
          html`<vp-sum-table
            .words=${words}
            .heading=${heading}
            .keyWord=${keyWord}
            .figureWords=${figureWords}
            .rows=${rows}
          ></vp-sum-table>`,
      )}
      <vp-job-table .words=${words} .jobs=${state.jobs} .hasMore=${state.hasMoreJobs}></vp-job-table>
    </section>`;
  }

  #show(state: SpendState): void {
    this.state = state;
    this.host.remember(memoryOf(state, parseMemory(this.host.recall())));
  }

  #choose({ target }: Event): void {
    if (target instanceof HTMLSelectElement) this.host.send({ kind: 'chooseMonth', month: target.value });
  }

  #send(event: SendEvent<SpendMessage>): void {
    event.stopPropagation();
    this.host.send(event.message);
  }
}

customElements.define('vp-spend', Spend);
