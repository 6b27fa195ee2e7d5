import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { NoticeView } from '../../src/protocol/panel.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { EditEvent } from './events.ts';
import { PanelElement } from './panelElement.ts';

/** Banners over the form: what stands in the way, and the way out. */
export class NoticeList extends PanelElement {
  static override properties: PropertyDeclarations = { notices: { attribute: false } };

  declare notices: readonly NoticeView[];

  protected override render() {
    const { words, notices } = this;
    if (notices.length === 0) return nothing;
    return html`<ul class="notices" aria-label=${words.notices}>
      ${repeat(
        notices,
        ({ id }) => id,
        (notice) => this.#notice(notice),
      )}
    </ul>`;
  }

  #notice({ id, severity, text, actions, offers = [] }: NoticeView) {
    return html`<li class="notice" data-severity=${severity} data-notice=${id} tabindex="-1">
      <span class="codicon codicon-${severity}" aria-hidden="true"></span>
      <p class="noticeText"><span class="srOnly">${severityWord(severity, this.words)}: </span>${text}</p>
      ${
        actions.length === 0 && offers.length === 0
          ? nothing
          : html`<div class="noticeActions">
              ${offers.map(
                ({ label, patch }) =>
                  html`<vscode-button secondary @click=${() => this.dispatchEvent(new EditEvent(patch))}
                    >${label}</vscode-button
                  >`,
              )}
              ${actions.map(
                ({ command, label, primary }) =>
                  html`<vscode-button
                    ?secondary=${primary !== true}
                    @click=${() => this.send({ kind: 'command', command })}
                    >${label}</vscode-button
                  >`,
              )}
            </div>`
      }
    </li>`;
  }
}

function severityWord(severity: NoticeView['severity'], words: PanelStrings): string {
  switch (severity) {
    case 'info':
      return words.information;
    case 'warning':
      return words.warning;
    case 'error':
      return words.error;
  }
}

customElements.define('vp-notice-list', NoticeList);
