import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html } from 'lit';
import { PanelElement } from './panelElement.ts';

/** Stands where jobs and clips will be, until there is one. */
export class Welcome extends PanelElement {
  protected override render() {
    const { words } = this;
    return html`<div class="welcome">
      <span class="welcomeIcon codicon codicon-device-camera-video" aria-hidden="true"></span>
      <h2 class="welcomeTitle">${words.welcomeTitle}</h2>
      <ol class="steps">
        <li>${words.welcomePrompt}</li>
        <li>${words.welcomeImages}</li>
        <li>${words.welcomeGenerate}</li>
      </ol>
      <p class="hint">${words.welcomeAfter}</p>
      <vscode-button secondary icon="beaker" @click=${this.#trySample}>${words.trySample}</vscode-button>
    </div>`;
  }

  readonly #trySample = () => this.send({ kind: 'command', command: 'trySample' });
}

customElements.define('vp-welcome', Welcome);
