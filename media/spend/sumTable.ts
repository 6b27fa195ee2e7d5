import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SpendRowView } from '../../src/protocol/spend.ts';
import { SpendElement } from './spendElement.ts';

/** Sums by day, model or workspace, or of a repository. */
export class SumTable extends SpendElement {
  static override properties: PropertyDeclarations = {
    heading: { attribute: false },
    keyWord: { attribute: false },
    figureWords: { attribute: false },
    rows: { attribute: false },
  };

  declare heading: string;
  declare keyWord: string;
  /** What the figures of a line are called. */
  declare figureWords: readonly string[];
  declare rows: readonly SpendRowView[];

  protected override render() {
    const { heading, keyWord, figureWords, rows } = this;
    if (rows.length === 0) return nothing;
    return html`<div class="tableBox" tabindex="0" role="region" aria-label=${heading}>
      <table>
        <caption class="sectionTitle">
          ${heading}
        </caption>
        <thead>
          <tr>
            <th scope="col">${keyWord}</th>
            <td class="shareCell"></td>
            ${figureWords.map((figure) => html`<th scope="col" class="figure">${figure}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            rows,
            ({ key }) => key,
            (row) =>
              html`<tr>
                <th scope="row" title=${row.tooltip ?? nothing}>${row.label}</th>
                <td class="shareCell">${share(row.share)}</td>
                ${row.figures.map((figure) => html`<td class="figure">${figure}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

/** For the eye only: the figure stands beside it. */
function share(percent: number) {
  return html`<svg class="share" width="100%" height="6" aria-hidden="true" focusable="false">
    <rect class="meterSpent" width="${percent}%" height="100%"></rect>
  </svg>`;
}

customElements.define('vp-sum-table', SumTable);
