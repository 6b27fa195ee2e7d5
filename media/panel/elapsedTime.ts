import { html, type PropertyDeclarations } from 'lit';
import { elapsedText } from './elapsed.ts';
import { fill } from '../shared/fill.ts';
import { PanelElement } from './panelElement.ts';

const tickMs = 1000;

/** How long a job has been going on; ticks by itself and is read out only on demand. */
export class ElapsedTime extends PanelElement {
  static override properties: PropertyDeclarations = { since: { attribute: false } };

  /** Epoch milliseconds. */
  declare since: number;
  #timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), tickMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render() {
    const text = elapsedText(Date.now() - this.since);
    return html`<span class="elapsed" title=${fill(this.words.elapsed, text)}>${text}</span>`;
  }
}

customElements.define('vp-elapsed-time', ElapsedTime);
