import { html, type PropertyDeclarations } from 'lit';
import type { Nameable } from './naming.ts';
import { PanelElement } from './panelElement.ts';
import { roleWord } from './roleWord.ts';

export function nameOptionId(index: number): string {
  return `prompt-name-${String(index)}`;
}

/** The images that can be named, under the caret. The focus stays in the prompt, which says which one is active. */
export class NameList extends PanelElement {
  static override properties: PropertyDeclarations = {
    options: { attribute: false },
    active: { attribute: false },
  };

  declare options: readonly Nameable[];
  declare active: number;

  protected override render() {
    const { words, options, active } = this;
    return html`<ul class="nameList" id="prompt-names" role="listbox" aria-label=${words.namesLabel}>
      ${options.map(
        (option, index) =>
          html`<li
            class="nameOption"
            id=${nameOptionId(index)}
            role="option"
            aria-selected=${index === active ? 'true' : 'false'}
            @mousedown=${keepFocus}
            @click=${() => this.dispatchEvent(new CustomEvent('vp-choose-name', { detail: option }))}
          >
            ${
              option.image.src === undefined
                ? html`<span class="nameThumb codicon codicon-warning" aria-hidden="true"></span>`
                : html`<img class="nameThumb" src=${option.image.src} alt="" />`
            }
            <span class="nameChip">${option.name}</span>
            <span class="nameFile">${option.image.name}</span>
            <span class="nameRole">${roleWord(option.image.role, words)}</span>
          </li>`,
      )}
    </ul>`;
  }

  protected override updated(): void {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }
}

function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

customElements.define('vp-name-list', NameList);
