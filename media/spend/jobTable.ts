import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SpendJobView } from '../../src/protocol/spend.ts';
import { fill } from '../shared/fill.ts';
import { SpendElement } from './spendElement.ts';

/** The jobs of the month, newest first, each with its money. */
export class JobTable extends SpendElement {
  static override properties: PropertyDeclarations = {
    jobs: { attribute: false },
    hasMore: { attribute: false },
  };

  declare jobs: readonly SpendJobView[];
  declare hasMore: boolean;

  protected override render() {
    const { words, jobs } = this;
    if (jobs.length === 0) return nothing;
    return html`<div class="tableBox" tabindex="0" role="region" aria-label=${words.jobs}>
        <table class="jobTable">
          <caption class="sectionTitle">
            ${words.jobs}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.day}</th>
              <th scope="col">${words.prompt}</th>
              <th scope="col">${words.model}</th>
              <th scope="col" class="figure">${words.length}</th>
              <th scope="col">${words.state}</th>
              <th scope="col" class="figure">${words.quoted}</th>
              <th scope="col" class="figure">${words.reserved}</th>
              <th scope="col" class="figure">${words.charged}</th>
              <th scope="col">${words.basis}</th>
              <th scope="col">${words.by}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              jobs,
              ({ id }) => id,
              (job) => this.#row(job),
            )}
          </tbody>
        </table>
      </div>
      <p class="more">
        <span class="hint" role="status">${fill(words.jobsShown, jobs.length)}</span>
        ${
          this.hasMore
            ? html`<vscode-button secondary @click=${() => this.send({ kind: 'showMore' })}
                >${words.showMore}</vscode-button
              >`
            : nothing
        }
      </p>`;
  }

  /** The last press on *Show more* removes the button that had the focus. */
  protected override updated(changed: PropertyValues): void {
    const wasPressed = changed.get('hasMore') === true && !this.hasMore;
    if (!wasPressed || document.activeElement !== document.body || !document.hasFocus()) return;
    this.querySelector<HTMLElement>('.tableBox')?.focus({ preventScroll: true });
  }

  #row(job: SpendJobView) {
    return html`<tr>
      <td class="short">${job.day}</td>
      <th scope="row" class="promptCell">
        <button
          class="linkButton"
          title=${job.tooltip}
          aria-description=${this.words.openJob}
          @click=${() => this.send({ kind: 'openJob', job: job.id })}
        >
          ${job.title}
        </button>
        ${job.isSample ? html`<span class="tag">${this.words.sample}</span>` : nothing}
      </th>
      <td>${job.model}</td>
      <td class="figure">${job.length}</td>
      <td>${job.state}</td>
      <td class="figure">${job.quoted}</td>
      <td class="figure">${job.reserved}</td>
      <td class="figure">${job.charged}</td>
      <td>${job.basis}</td>
      <td>${job.by}</td>
    </tr>`;
  }
}

customElements.define('vp-job-table', JobTable);
