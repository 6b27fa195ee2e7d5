import { html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { DraftView, FindingView, FormView } from '../../src/protocol/panel.ts';
import './choiceField.ts';
import type { ChoiceEvent } from './choiceField.ts';
import { EditEvent, TouchedEvent } from './events.ts';
import { describedBy, fieldFindings } from './fieldFindings.ts';
import { fill } from '../shared/fill.ts';
import { findingsAt, hasError } from './findings.ts';
import { PanelElement } from './panelElement.ts';

const audioChoices = ['default', 'on', 'off'] as const;
type AudioChoice = (typeof audioChoices)[number];

/** What only some models can be told: negative prompt, seed, audio. What this one cannot is said in one quiet line. */
export class WishesField extends PanelElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    form: { attribute: false },
    findings: { attribute: false },
  };

  declare draft: DraftView;
  declare form: FormView;
  declare findings: readonly FindingView[];

  protected override render() {
    const { form } = this;
    const isAny = form.negativePrompt !== undefined || form.seed !== undefined || form.audio === 'optional';
    const quiet = this.#quietLine();
    return html`${isAny ? html`<div class="options">${this.#fields()}</div>` : nothing}
    ${quiet === '' ? nothing : html`<p class="hint">${quiet}</p>`}`;
  }

  #fields() {
    const { form } = this;
    return html`${form.negativePrompt === undefined ? nothing : this.#negativePrompt()}
    ${form.seed === undefined ? nothing : this.#seed(form.seed)}
    ${form.audio === 'optional' ? this.#audio() : nothing}`;
  }

  /** What there is no choice about. */
  #quietLine(): string {
    const { words, form } = this;
    const missing = [
      ...(form.negativePrompt === undefined ? [words.negativePrompt] : []),
      ...(form.seed === undefined ? [words.seed] : []),
      ...(form.audio === 'unknown' ? [words.audio] : []),
    ];
    const said = missing.length === 0 ? [] : [fill(words.notAvailable, missing.join(', '))];
    if (form.audio === 'always') said.push(words.audioAlways);
    if (form.audio === 'never') said.push(words.audioNever);
    return said.join(' ');
  }

  #negativePrompt() {
    const { words, draft } = this;
    const findings = findingsAt(this.findings, 'negativePrompt');
    return html`<div class="option wide">
      <label for="negativePrompt">${words.negativePrompt}</label>
      <textarea
        id="negativePrompt"
        class="control negativePrompt"
        data-field="negativePrompt"
        rows="2"
        placeholder=${words.negativePromptPlaceholder}
        aria-describedby=${describedBy(findings.length > 0 && 'negativePrompt-findings')}
        aria-invalid=${hasError(findings) ? 'true' : 'false'}
        .value=${live(draft.negativePrompt)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLTextAreaElement)
            this.#edit(new EditEvent({ negativePrompt: event.target.value }, true));
        }}
        @blur=${() => this.#touch('negativePrompt')}
      ></textarea>
      ${fieldFindings('negativePrompt-findings', findings, words)}
    </div>`;
  }

  #seed({ min, max }: NonNullable<FormView['seed']>) {
    const { words, draft } = this;
    const findings = findingsAt(this.findings, 'seed');
    return html`<div class="option">
      <label for="seed">${words.seed}</label>
      <input
        id="seed"
        class="control"
        data-field="seed"
        type="number"
        step="1"
        min=${min}
        max=${max}
        placeholder=${words.seedPlaceholder}
        aria-describedby=${describedBy(findings.length > 0 && 'seed-findings')}
        aria-invalid=${hasError(findings) ? 'true' : 'false'}
        .value=${live(draft.seed === null ? '' : String(draft.seed))}
        @input=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement) || event.target.validity.badInput) return;
          const { value } = event.target;
          this.#edit(new EditEvent({ seed: value === '' ? null : Number(value) }, true));
        }}
        @blur=${() => this.#touch('seed')}
      />
      ${fieldFindings('seed-findings', findings, words)}
    </div>`;
  }

  #audio() {
    const { words, draft } = this;
    const labels: Readonly<Record<AudioChoice, string>> = {
      default: words.audioDefault,
      on: words.audioOn,
      off: words.audioOff,
    };
    return html`<vp-choice-field
      class="option"
      .words=${words}
      .field=${'audio'}
      .label=${words.audio}
      .value=${draft.audio === null ? 'default' : draft.audio ? 'on' : 'off'}
      .choices=${audioChoices.map((value) => ({ value, label: labels[value] }))}
      .detail=${undefined}
      .findings=${findingsAt(this.findings, 'audio')}
      @vp-choice=${({ value }: ChoiceEvent) =>
        this.#edit(new EditEvent({ audio: value === 'default' ? null : value === 'on' }))}
    ></vp-choice-field>`;
  }

  #edit(event: EditEvent): void {
    this.dispatchEvent(event);
  }

  #touch(field: string): void {
    this.dispatchEvent(new TouchedEvent(field));
  }
}

customElements.define('vp-wishes-field', WishesField);
