import { html, type PropertyDeclarations } from 'lit';
import { PanelElement } from './panelElement.ts';

/** Texts that come within this time are read as one. */
const gatherMs = 250;
const clearMs = 8000;

/** The panel's one polite live region. */
export class LiveRegion extends PanelElement {
  static override properties: PropertyDeclarations = { text: { state: true } };

  declare text: string | undefined;
  #gathered: string[] = [];
  #timer: number | undefined;

  announce(text: string): void {
    this.#gathered.push(text);
    if (this.#gathered.length > 1) return;
    clearTimeout(this.#timer);
    // An emptied region makes the same text news again.
    this.text = '';
    this.#timer = setTimeout(() => {
      this.text = this.#gathered.join('\n');
      this.#gathered = [];
      this.#timer = setTimeout(() => {
        this.text = '';
      }, clearMs);
    }, gatherMs);
  }

  protected override render() {
    return html`<div class="srOnly" role="status" aria-live="polite">${this.text ?? ''}</div>`;
  }
}

customElements.define('vp-live-region', LiveRegion);
