import { html, nothing, type PropertyDeclarations } from 'lit';
import type { FindingView, ModelView } from '../../src/protocol/panel.ts';
import { describedBy, fieldFindings } from './fieldFindings.ts';
import { hasError } from './findings.ts';
import { PanelElement } from './panelElement.ts';
import { returnFocusTo } from './returningFocus.ts';

/** The model and what it can do. Its list is VS Code's own, which compares, searches and goes by keyboard. */
export class ModelField extends PanelElement {
  static override properties: PropertyDeclarations = {
    model: { attribute: false },
    findings: { attribute: false },
  };

  declare model: ModelView;
  declare findings: readonly FindingView[];

  protected override render() {
    const { words, model, findings } = this;
    return html`<div class="fieldHead">
        <span class="fieldLabel" id="model-label">${words.model}</span>
        <button class="linkButton" type="button" aria-haspopup="dialog" @click=${this.#choosePreset}>
          ${words.presets}
        </button>
      </div>
      <button
        id="model"
        class="control modelButton"
        type="button"
        data-field="model"
        aria-haspopup="dialog"
        aria-labelledby="model-label model-name model-note"
        aria-describedby=${describedBy('model-detail', findings.length > 0 && 'model-findings')}
        data-invalid=${hasError(findings) ? 'true' : 'false'}
        title=${words.chooseModel}
        @click=${this.#chooseModel}
      >
        <span id="model-name" class="modelName">${model.label}</span>
        <span id="model-note" class="modelNote">${model.note}</span>
        <span class="codicon codicon-chevron-down" aria-hidden="true"></span>
      </button>
      <div id="model-detail">
        <p class="hint">${model.abilities.join(' · ')}</p>
        ${model.notes.length === 0 ? nothing : html`<p class="hint">${model.notes[0]}</p>`}
      </div>
      ${fieldFindings('model-findings', findings, words)}`;
  }

  readonly #chooseModel = ({ currentTarget }: Event) => this.#open(currentTarget, 'chooseModel');
  readonly #choosePreset = ({ currentTarget }: Event) => this.#open(currentTarget, 'choosePreset');

  #open(opener: EventTarget | null, kind: 'chooseModel' | 'choosePreset'): void {
    if (opener instanceof HTMLElement) returnFocusTo(opener);
    this.send({ kind });
  }
}

customElements.define('vp-model-field', ModelField);
