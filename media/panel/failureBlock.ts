import { html, nothing, type TemplateResult } from 'lit';
import type { FailureView } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';

/** What happened, what it cost, who says so, and what to do next. */
export function failureBlock(failure: FailureView, words: PanelStrings): TemplateResult {
  const { title, money, providerMessage, requestId, next, facts = [] } = failure;
  return html`<div class="failure">
    <p class="failureTitle">${title}</p>
    ${money === '' ? nothing : html`<p class="failureMoney">${money}</p>`}
    ${
      providerMessage === undefined
        ? nothing
        : html`<figure class="provider">
            <figcaption class="hint">${words.providerSays}</figcaption>
            <blockquote>${providerMessage}</blockquote>
          </figure>`
    }
    ${
      facts.length === 0
        ? nothing
        : html`<ul class="facts hint">
            ${facts.map((fact) => html`<li>${fact}</li>`)}
          </ul>`
    }
    ${next === undefined ? nothing : html`<p>${next}</p>`}
    ${
      requestId === undefined
        ? nothing
        : html`<p class="requestId">
            <span class="hint">${words.requestId}</span> <code>${requestId}</code>
          </p>`
    }
  </div>`;
}
