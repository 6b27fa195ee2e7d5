import '@vscode-elements/elements/dist/vscode-badge/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { JobView } from '../../src/protocol/panel.ts';
import './clipCard.ts';
import { PanelElement } from './panelElement.ts';

export class ClipGrid extends PanelElement {
  static override properties: PropertyDeclarations = { clips: { attribute: false } };

  declare clips: readonly JobView[];

  protected override render() {
    const { words, clips } = this;
    if (clips.length === 0) return nothing;
    // Keyed, so that a clip that plays keeps its element when others come and go.
    return html`<h2 class="sectionTitle" id="clips-title" tabindex="-1">
        ${words.clips}<vscode-badge variant="counter">${clips.length}</vscode-badge>
      </h2>
      <ul class="clips" aria-labelledby="clips-title">
        ${repeat(
          clips,
          ({ id }) => id,
          (job) =>
            html`<li data-item="job:${job.id}" data-group="job">
              <vp-clip-card .words=${words} .job=${job}></vp-clip-card>
            </li>`,
        )}
      </ul>`;
  }
}

customElements.define('vp-clip-grid', ClipGrid);
