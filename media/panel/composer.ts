import { html, type PropertyDeclarations } from 'lit';
import type { DraftView, FindingView, PanelState } from '../../src/protocol/panel.ts';
import { fieldFindings } from './fieldFindings.ts';
import { findingsAt, otherFindings } from './findings.ts';
import './generateButton.ts';
import type { NameImageEvent } from './imageRow.ts';
import './imagesField.ts';
import './optionsField.ts';
import { PanelElement } from './panelElement.ts';
import { PromptField } from './promptField.ts';
import './wishesField.ts';

/** The form: prompt, images, options, and the button with the price. */
export class Composer extends PanelElement {
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    draft: { attribute: false },
    findings: { attribute: false },
    status: { attribute: false },
  };

  declare state: PanelState;
  /** The state's draft with what the person has just typed. */
  declare draft: DraftView;
  /** Those that may show. */
  declare findings: readonly FindingView[];
  /** What the host has just said; screen readers hear it from the live region. */
  declare status: string;

  protected override render() {
    const { words, state, draft, findings } = this;
    return html`<h2 class="srOnly">${words.newVideo}</h2>
      <vp-prompt-field
        .words=${words}
        .value=${draft.prompt}
        .images=${draft.images}
        .findings=${findingsAt(findings, 'prompt')}
      ></vp-prompt-field>
      <vp-images-field
        .words=${words}
        .images=${draft.images}
        .form=${state.form}
        .findings=${findings}
        @vp-name-image=${({ position }: NameImageEvent) => this.#name(position)}
      ></vp-images-field>
      <vp-options-field
        .words=${words}
        .draft=${draft}
        .form=${state.form}
        .findings=${findings}
      ></vp-options-field>
      <vp-wishes-field
        .words=${words}
        .draft=${draft}
        .form=${state.form}
        .findings=${findings}
      ></vp-wishes-field>
      <div class="submit">
        ${fieldFindings('other-findings', otherFindings(findings, draft.images.length), words)}
        <vp-generate-button
          .words=${words}
          .price=${state.price}
          .canGenerate=${state.canGenerate}
          .isSubmitting=${state.isSubmitting}
          .spend=${state.spend}
        ></vp-generate-button>
        <button
          class="linkButton"
          type="button"
          data-control="openAsPromptFile"
          @click=${() => this.send({ kind: 'command', command: 'openAsPromptFile' })}
        >
          ${words.openAsPromptFile}
        </button>
        <p class="status" aria-hidden="true">${this.status}</p>
      </div>`;
  }

  #name(position: number): void {
    const field = this.querySelector('vp-prompt-field');
    if (field instanceof PromptField) field.insertName(position);
  }
}

customElements.define('vp-composer', Composer);
