import { html, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FindingView } from '../../src/protocol/panel.ts';
import { EditEvent, GenerateEvent, TouchedEvent } from './events.ts';
import { describedBy, fieldFindings } from './fieldFindings.ts';
import { fill } from './fill.ts';
import { hasError } from './findings.ts';
import { PanelElement } from './panelElement.ts';

const isMac = navigator.userAgent.includes('Mac');

/** A native text area: the component library's cannot be described by its findings across its shadow root. */
export class PromptField extends PanelElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    findings: { attribute: false },
  };

  declare value: string;
  declare findings: readonly FindingView[];

  protected override render() {
    const { words, findings } = this;
    return html`<div class="fieldHead">
        <label for="prompt">${words.prompt}</label>
        <span class="hint" id="prompt-hint"
          >${fill(words.promptHint, isMac ? words.generateKeysMac : words.generateKeys)}</span
        >
      </div>
      <textarea
        id="prompt"
        class="control prompt"
        data-field="prompt"
        rows="6"
        spellcheck="true"
        placeholder=${words.promptPlaceholder}
        aria-describedby=${describedBy('prompt-hint', findings.length > 0 && 'prompt-findings')}
        aria-invalid=${hasError(findings) ? 'true' : 'false'}
        .value=${live(this.value)}
        @input=${this.#input}
        @keydown=${this.#keydown}
        @blur=${this.#blur}
      ></textarea>
      ${fieldFindings('prompt-findings', findings, words)}`;
  }

  readonly #input = (event: InputEvent) => {
    if (event.target instanceof HTMLTextAreaElement)
      this.dispatchEvent(new EditEvent({ prompt: event.target.value }, true));
  };

  readonly #keydown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.dispatchEvent(new GenerateEvent());
  };

  readonly #blur = () => {
    if (this.value !== '') this.dispatchEvent(new TouchedEvent('prompt'));
  };
}

customElements.define('vp-prompt-field', PromptField);
