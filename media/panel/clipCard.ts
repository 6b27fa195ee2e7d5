import '@vscode-elements/elements/dist/vscode-badge/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import type { JobView, PanelMessage } from '../../src/protocol/panel.ts';
import './clipPlayer.ts';
import { failureBlock } from './failureBlock.ts';
import { jobActions } from './jobActions.ts';
import { PanelElement } from './panelElement.ts';

/** A finished clip: player, what it is, where it lies, what can be done with it. */
export class ClipCard extends PanelElement {
  static override properties: PropertyDeclarations = { job: { attribute: false } };

  declare job: JobView;

  protected override render() {
    const { words, job } = this;
    const { clip } = job;
    const send = (message: PanelMessage) => this.send(message);
    return html`<article class="clip" data-tone=${job.tone}>
      ${
        clip === undefined
          ? nothing
          : html`<vp-clip-player
              .words=${words}
              .job=${job.id}
              .name=${job.title}
              .clip=${clip}
            ></vp-clip-player>`
      }
      <div class="clipText">
        <h3 class="clipTitle" title=${job.title}>${job.title}</h3>
        ${job.isSample ? html`<vscode-badge>${words.sample}</vscode-badge>` : nothing}
      </div>
      <p class="clipPath" title=${clip?.path ?? nothing}>${clip?.path ?? job.stateText}</p>
      <div class="clipFoot">
        <span class="hint">${clip?.detail ?? job.subtitle}</span>
        ${jobActions(job, words, send)}
      </div>
      ${clip?.notes.map((note) => html`<p class="clipNote"><span class="codicon codicon-info" aria-hidden="true"></span>${note}</p>`)}
      ${job.failure === undefined ? nothing : failureBlock(job.failure, words)}
    </article>`;
  }
}

customElements.define('vp-clip-card', ClipCard);
