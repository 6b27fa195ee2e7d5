import { html, nothing, type PropertyDeclarations } from 'lit';
import type { DraftPatch, DraftView, FindingView, FormView } from '../../src/protocol/panel.ts';
import { type Choice, type ChoiceEvent } from './choiceField.ts';
import './choiceField.ts';
import { EditEvent } from './events.ts';
import { fill } from '../shared/fill.ts';
import { findingsAt } from './findings.ts';
import './modelField.ts';
import { PanelElement } from './panelElement.ts';

type Option = 'seconds' | 'aspectRatio' | 'resolution' | 'mode' | 'variants';

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
    const variants = Array.from({ length: form.maxVariants }, (_, index) => String(index + 1));
    const inSeconds = (seconds: string) => fill(words.secondsValue, seconds);
    return html`<div class="options">
      <vp-model-field
        class="option"
        data-option="model"
        .words=${words}
        .model=${form.model}
        .findings=${findingsAt(this.findings, 'model')}
      ></vp-model-field>
      ${this.#choice('seconds', words.length, choicesOf(form.seconds.map(String), String(draft.seconds), inSeconds))}
      ${this.#choice('aspectRatio', words.aspectRatio, choicesOf(form.aspectRatios, draft.aspectRatio))}
      ${this.#choice('resolution', words.resolution, choicesOf(form.resolutions, draft.resolution))}
      ${this.#choice(
        'mode',
        words.mode,
        form.modes.map(({ id, label }) => ({ value: id, label })),
      )}
      ${
        form.maxVariants < 2
          ? nothing
          : this.#choice('variants', words.variants, choicesOf(variants, String(draft.variants)))
      }
    </div>`;
  }

  #choice(field: Option, label: string, choices: readonly Choice[]) {
    if (choices.length === 0) return nothing;
    return html`<vp-choice-field
      class="option"
      data-option=${field}
      .words=${this.words}
      .field=${field}
      .label=${label}
      .value=${String(this.draft[field])}
      .choices=${choices}
      .findings=${findingsAt(this.findings, field)}
      @vp-choice=${(event: ChoiceEvent) => this.dispatchEvent(new EditEvent(patchOf(field, event.value)))}
    ></vp-choice-field>`;
  }
}

/** A value that is no longer offered stays visible until it is changed. */
function choicesOf(
  offered: readonly string[],
  value: string,
  label: (value: string) => string = String,
): readonly Choice[] {
  if (offered.length === 0) return [];
  const values = offered.includes(value) ? offered : [value, ...offered];
  return values.map((one) => ({ value: one, label: label(one) }));
}

function patchOf(field: Option, value: string): DraftPatch {
  switch (field) {
    case 'seconds':
    case 'variants':
      return { [field]: Number(value) };
    case 'aspectRatio':
    case 'resolution':
    case 'mode':
      return { [field]: value };
  }
}

customElements.define('vp-options-field', OptionsField);
