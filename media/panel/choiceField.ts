import { html, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FindingView } from '../../src/protocol/panel.ts';
import { TouchedEvent } from './events.ts';
import { describedBy, fieldFindings } from './fieldFindings.ts';
import { hasError } from './findings.ts';
import { PanelElement } from './panelElement.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A choice was made. */
export class ChoiceEvent extends Event {
  static readonly type = 'vp-choice';
  readonly value: string;
  constructor(value: string) {
    super(ChoiceEvent.type);
    this.value = value;
  }
}

/** A labelled native select, or its only choice as text. */
export class ChoiceField extends PanelElement {
  static override properties: PropertyDeclarations = {
    field: { attribute: false },
    label: { attribute: false },
    value: { attribute: false },
    choices: { attribute: false },
    findings: { attribute: false },
  };

  /** The finding's field, also the id. */
  declare field: string;
  declare label: string;
  declare value: string;
  declare choices: readonly Choice[];
  declare findings: readonly FindingView[];

  protected override render() {
    const { field, label, value, choices, findings } = this;
    const [only] = choices;
    if (only !== undefined && choices.length === 1 && findings.length === 0) {
      return html`<span class="fieldLabel">${label}</span><span class="fixedValue">${only.label}</span>`;
    }
    return html`<label for=${field}>${label}</label>
      <span class="selectBox"
        ><select
          id=${field}
          class="control"
          data-field=${field}
          aria-describedby=${describedBy(findings.length > 0 && `${field}-findings`)}
          aria-invalid=${hasError(findings) ? 'true' : 'false'}
          .value=${live(value)}
          @change=${this.#change}
          @blur=${this.#blur}
        >
          ${choices.map((choice) => this.#option(choice))}
        </select></span
      >
      ${fieldFindings(`${field}-findings`, findings, this.words)}`;
  }

  #option({ value, label }: Choice) {
    return html`<option value=${value} ?selected=${value === this.value}>${label}</option>`;
  }

  readonly #change = (event: Event) => {
    if (event.target instanceof HTMLSelectElement) this.dispatchEvent(new ChoiceEvent(event.target.value));
  };

  readonly #blur = () => this.dispatchEvent(new TouchedEvent(this.field));
}

customElements.define('vp-choice-field', ChoiceField);
