import { html, nothing, type TemplateResult } from 'lit';
import type { FindingView } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';

/** The findings of one field, with the id that the field's `aria-describedby` names. */
export function fieldFindings(
  id: string,
  findings: readonly FindingView[],
  words: PanelStrings,
): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`<ul class="findings" id=${id}>
    ${findings.map(
      ({ severity, text }) =>
        html`<li class="finding" data-severity=${severity}>
          <span class="codicon codicon-${severity}" aria-hidden="true"></span
          ><span
            ><span class="srOnly">${severity === 'error' ? words.error : words.warning}: </span>${text}</span
          >
        </li>`,
    )}
  </ul>`;
}

/** The ids that describe a field, for `aria-describedby`. */
export function describedBy(...ids: readonly (string | false)[]): string | typeof nothing {
  return ids.filter((id) => id !== false).join(' ') || nothing;
}
