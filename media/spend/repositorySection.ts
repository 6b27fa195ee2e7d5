import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { RepositoryState } from '../../src/protocol/spend.ts';
import { sumColumns } from '../../src/protocol/spendStrings.ts';
import { fill } from '../shared/fill.ts';
import './factList.ts';
import { SpendElement } from './spendElement.ts';
import './sumTable.ts';

/** What the clips in the workspace have cost, whoever made them. */
export class RepositorySection extends SpendElement {
  static override properties: PropertyDeclarations = { repository: { attribute: false } };

  declare repository: RepositoryState;

  protected override render() {
    const { words, repository } = this;
    if (!repository.hasFolder) return welcome(words.noFolderTitle, words.noFolderText);
    if (repository.isEmpty) return welcome(words.noSidecarsTitle, words.noSidecarsText);
    return html`<section class="month" aria-label=${words.repository}>
      ${
        repository.unreadable === ''
          ? nothing
          : html`<div class="notice" data-severity="warning" data-notice="unreadable">
              <span class="codicon codicon-warning" aria-hidden="true"></span
              ><span class="noticeText">${repository.unreadable}</span>
            </div>`
      }
      <vp-fact-list .words=${words} .facts=${repository.facts}></vp-fact-list>
      <div class="prose">
        <p class="hint">${words.fromSidecars}</p>
        ${repository.notes.map((note) => html`<p class="hint">${note}</p>`)}
      </div>
      ${this.#tables(repository)}
      ${
        repository.hasMore
          ? html`<p class="more">
              <span class="hint" role="status">${fill(words.linesShown, repository.shown)}</span>
              <vscode-button secondary @click=${() => this.send({ kind: 'showMore' })}
                >${words.showMore}</vscode-button
              >
            </p>`
          : nothing
      }
    </section>`;
  }

  #tables({ tables }: RepositoryState) {
    const { words } = this;
    const named = {
      month: { heading: words.byMonth, keyWord: words.month },
      model: { heading: words.byModel, keyWord: words.model },
      file: { heading: words.byFile, keyWord: words.file },
      shot: { heading: words.byShot, keyWord: words.shot },
    };
    const figureWords = sumColumns(words);
    return tables.map(
      ({ by, rows }) =>
        html`<vp-sum-table
          .words=${words}
          .heading=${named[by].heading}
          .keyWord=${named[by].keyWord}
          .figureWords=${figureWords}
          .rows=${rows}
        ></vp-sum-table>`,
    );
  }

  /** The last press on *Show more* removes the button that had the focus. */
  protected override updated(changed: PropertyValues<this>): void {
    const wasPressed = changed.get('repository')?.hasMore === true && !this.repository.hasMore;
    if (!wasPressed || document.activeElement !== document.body || !document.hasFocus()) return;
    const tables = this.querySelectorAll<HTMLElement>('.tableBox');
    tables[tables.length - 1]?.focus({ preventScroll: true });
  }
}

function welcome(title: string, text: string) {
  return html`<section class="welcome">
    <span class="welcomeIcon codicon codicon-repo" aria-hidden="true"></span>
    <h2 class="welcomeTitle">${title}</h2>
    <p>${text}</p>
  </section>`;
}

customElements.define('vp-repository-section', RepositorySection);
