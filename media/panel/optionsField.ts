import { html, nothing, type PropertyDeclarations } from 'lit';
import type { DraftPatch, DraftView, FindingView, FormView } from '../../src/protocol/panel.ts';
import { type Choice, type ChoiceEvent } from './choiceField.ts';
import './choiceField.ts';
import { EditEvent } from './events.ts';
import { fill } from './fill.ts';
import { findingsAt } from './findings.ts';
import { PanelElement } from './panelElement.ts';

type Option = 'model' | 'seconds' | 'aspectRatio' | 'resolution' | 'variants';

/** Model, length, shape, size and number: what the form offers for the draft's model. */
export class OptionsField extends PanelElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    form: { attribute: false },
    findings: { attribute: false },
  };

  declare draft: DraftView;
  declare form: FormView;
  declare findings: readonly FindingView[];

  protected override render() {
    const { words, draft, form } = this;
    const models = form.models.map(({ id, label, family }) => ({ value: id, label, group: family }));
    const detail = form.models.find(({ id }) => id === draft.model)?.detail;
    const variants = Array.from({ length: form.maxVariants }, (_, index) => index + 1);
    const inSeconds = (seconds: number) => fill(words.secondsValue, seconds);
    return html`<div class="options">
      ${this.#choice('model', words.model, draft.model, models, detail)}
      ${this.#choice('seconds', words.length, String(draft.seconds), form.seconds.map(choiceOf(inSeconds)))}
      ${this.#choice('aspectRatio', words.aspectRatio, draft.aspectRatio, form.aspectRatios.map(choiceOf()))}
      ${this.#choice('resolution', words.resolution, draft.resolution, form.resolutions.map(choiceOf()))}
      ${
        form.maxVariants < 2
          ? nothing
          : this.#choice('variants', words.variants, String(draft.variants), variants.map(choiceOf()))
      }
    </div>`;
  }

  #choice(field: Option, label: string, value: string, choices: readonly Choice[], detail?: string) {
    if (choices.length === 0) return nothing;
    return html`<vp-choice-field
      class="option"
      data-option=${field}
      .words=${this.words}
      .field=${field}
      .label=${label}
      .value=${value}
      .choices=${choices}
      .detail=${detail}
      .findings=${findingsAt(this.findings, field)}
      @vp-choice=${(event: ChoiceEvent) => this.dispatchEvent(new EditEvent(patchOf(field, event.value)))}
    ></vp-choice-field>`;
  }
}

function choiceOf<Value extends string | number>(label: (value: Value) => string = String) {
  return (value: Value): Choice => ({ value: String(value), label: label(value) });
}

function patchOf(field: Option, value: string): DraftPatch {
  switch (field) {
    case 'seconds':
    case 'variants':
      return { [field]: Number(value) };
    case 'model':
    case 'aspectRatio':
    case 'resolution':
      return { [field]: value };
  }
}

customElements.define('vp-options-field', OptionsField);
