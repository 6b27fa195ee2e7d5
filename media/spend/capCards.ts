import { html, nothing, type PropertyDeclarations, svg } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CapView } from '../../src/protocol/spend.ts';
import { fill } from '../shared/fill.ts';
import { SpendElement } from './spendElement.ts';

/** What was spent today, this month and here, each with what its cap leaves. */
export class CapCards extends SpendElement {
  static override properties: PropertyDeclarations = { caps: { attribute: false } };

  declare caps: readonly CapView[];

  protected override render() {
    return html`<ul class="caps" aria-label=${this.words.caps}>
      ${repeat(
        this.caps,
        ({ id }) => id,
        (cap) => this.#card(cap),
      )}
    </ul>`;
  }

  #card(cap: CapView) {
    const { words } = this;
    return html`<li class="cap" data-cap=${cap.id} ?data-reached=${cap.isReached}>
      <div class="capHead">
        <h3 class="capLabel" id="cap-${cap.id}">${cap.label}</h3>
        <button
          class="linkButton"
          aria-label=${fill(words.changeCapOf, cap.label)}
          @click=${() => this.send({ kind: 'changeCap', cap: cap.id })}
        >
          ${words.changeCap}
        </button>
      </div>
      <p class="capSum"><span class="capSpent">${cap.spent}</span> <span class="hint">${cap.of}</span></p>
      ${cap.meter === undefined ? nothing : meter(cap, cap.meter)}
      ${
        cap.isReached
          ? html`<p class="capReached">
              <span class="codicon codicon-warning" aria-hidden="true"></span>${words.capReached}
            </p>`
          : nothing
      }
      <p class="hint">${cap.detail}</p>
    </li>`;
  }
}

/** The words beside it say the same; shares are attributes, because the page allows no inline styles. */
function meter({ id, spent, of, detail }: CapView, share: NonNullable<CapView['meter']>) {
  const used = share.spent + share.reserved + share.unknown;
  return html`<div
    class="meter"
    role="meter"
    aria-labelledby="cap-${id}"
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(used)}
    aria-valuetext="${spent} ${of}. ${detail}"
  >
    <svg width="100%" height="100%" aria-hidden="true" focusable="false">
      ${bar('meterSpent', 0, share.spent)} ${bar('meterReserved', share.spent, share.reserved)}
      ${bar('meterUnknown', share.spent + share.reserved, share.unknown)}
    </svg>
  </div>`;
}

function bar(className: string, from: number, width: number) {
  return width === 0
    ? nothing
    : svg`<rect class=${className} x="${from}%" y="0" width="${width}%" height="100%"></rect>`;
}

customElements.define('vp-cap-cards', CapCards);
