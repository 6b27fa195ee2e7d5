import { html, nothing, type TemplateResult } from 'lit';
import type { FindingView, FixView, PanelMessage } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { SendEvent } from '../shared/screenElement.ts';

/** The findings of one field, with the id that the field's `aria-describedby` names. */
export function fieldFindings(
  id: string,
  findings: readonly FindingView[],
  words: PanelStrings,
): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`<ul class="findings" id=${id}>
    ${findings.map(
      (finding) =>
        html`<li class="finding" data-severity=${finding.severity}>
          <span class="codicon codicon-${finding.severity}" aria-hidden="true"></span
          ><span
            ><span class="srOnly">${finding.severity === 'error' ? words.error : words.warning}: </span
            >${finding.text}${finding.fixes?.map((fix) => fixButton(fix, finding))}</span
          >
        </li>`,
    )}
  </ul>`;
}

function fixButton(fix: FixView, { field, code }: FindingView): TemplateResult {
  const press = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return;
    const message: PanelMessage =
      fix.kind === 'form' ? { kind: 'applyFix', field, code } : { kind: 'openImageFix', image: fix.image };
    currentTarget.dispatchEvent(new SendEvent<PanelMessage>(message));
    // The button goes with its finding; whoever pressed it stays at the field.
    if (fix.kind === 'form')
      document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)?.focus();
  };
  return html` <button class="linkButton fix" type="button" data-control="fix" @click=${press}>
    ${fix.label}
  </button>`;
}

/** The ids that describe a field, for `aria-describedby`. */
export function describedBy(...ids: readonly (string | false)[]): string | typeof nothing {
  return ids.filter((id) => id !== false).join(' ') || nothing;
}
