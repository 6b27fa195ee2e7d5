import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import type { JobView } from '../../src/protocol/panel.ts';
import './elapsedTime.ts';
import { failureBlock } from './failureBlock.ts';
import { fill } from '../shared/fill.ts';
import { asksPerson, jobActions } from './jobActions.ts';
import { jobIcon } from './jobIcon.ts';
import { PanelElement } from './panelElement.ts';

/** One job that has not ended well, or not yet. */
export class JobItem extends PanelElement {
  static override properties: PropertyDeclarations = { job: { attribute: false } };

  declare job: JobView;

  protected override render() {
    const { words, job } = this;
    const icon = jobIcon(job);
    const actions = jobActions(job, words, (message) => this.send(message));
    const isWaiting = asksPerson(job);
    return html`<article class="job" data-tone=${job.tone}>
      <span
        class="jobIcon codicon codicon-${icon} ${icon === 'loading' ? 'codicon-modifier-spin' : ''}"
        aria-hidden="true"
      ></span>
      <div class="jobText">
        <h3 class="jobTitle">
          ${job.title}${job.isSample ? html` <vscode-badge>${words.sample}</vscode-badge>` : nothing}
        </h3>
        <p class="hint">${job.subtitle}</p>
        <p class="jobState">
          <span class="stateText">${job.stateText}</span>${
            job.tone === 'active' && job.startedAt !== undefined
              ? html`<vp-elapsed-time .words=${words} .since=${job.startedAt}></vp-elapsed-time>`
              : nothing
          }
        </p>
      </div>
      ${isWaiting ? nothing : actions} ${job.tone === 'active' ? this.#progress() : nothing}
      ${job.failure === undefined ? nothing : failureBlock(job.failure, words)}
      ${isWaiting ? actions : nothing}
    </article>`;
  }

  #progress() {
    const { words, job } = this;
    return html`<vscode-progress-bar
      class="jobProgress"
      aria-label=${fill(words.progressOf, job.title)}
      .value=${job.progress}
      ?indeterminate=${job.progress === undefined}
    ></vscode-progress-bar>`;
  }
}

customElements.define('vp-job-item', JobItem);
