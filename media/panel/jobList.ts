import '@vscode-elements/elements/dist/vscode-badge/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { JobView } from '../../src/protocol/panel.ts';
import './jobItem.ts';
import { PanelElement } from './panelElement.ts';

/** Longer lists scroll inside themselves. */
const manyJobs = 8;

export class JobList extends PanelElement {
  static override properties: PropertyDeclarations = { jobs: { attribute: false } };

  declare jobs: readonly JobView[];

  protected override render() {
    const { words, jobs } = this;
    if (jobs.length === 0) return nothing;
    return html`<h2 class="sectionTitle" id="jobs-title" tabindex="-1">
        ${words.jobs}<vscode-badge variant="counter">${jobs.length}</vscode-badge>
      </h2>
      <ul class="jobs" ?data-many=${jobs.length > manyJobs} aria-labelledby="jobs-title">
        ${repeat(
          jobs,
          ({ id }) => id,
          (job) =>
            html`<li data-item="job:${job.id}" data-group="job">
              <vp-job-item .words=${words} .job=${job}></vp-job-item>
            </li>`,
        )}
      </ul>`;
  }
}

customElements.define('vp-job-list', JobList);
