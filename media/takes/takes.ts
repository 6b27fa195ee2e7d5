import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  TakesHostMessage,
  TakesMessage,
  TakesState,
  TakesStrings,
  TakeView,
} from '../../src/protocol/takes.ts';
import { fill } from '../shared/fill.ts';
import { differencesOf } from './differences.ts';
import type { Host } from '../shared/host.ts';
import { ScreenElement } from '../shared/screenElement.ts';
import { takeCard } from './takeCard.ts';

/** The takes of one shot: all of them, or those that are compared side by side. */
export class Takes extends ScreenElement {
  static override properties: PropertyDeclarations = {
    state: { state: true },
    compared: { state: true },
    isPlaying: { state: true },
  };

  declare words: TakesStrings;
  declare host: Host<TakesMessage, TakesHostMessage>;
  declare state: TakesState | undefined;
  /** Ids; fewer than two: all are shown. */
  declare compared: readonly string[];
  declare isPlaying: boolean;

  constructor() {
    super();
    this.compared = [];
    this.isPlaying = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.host.listen(({ state, memory }) => {
      this.host.remember(memory);
      this.state = state;
      this.compared = this.compared.filter((id) => state.takes.some((take) => take.id === id));
    });
    this.host.send({ kind: 'ready' });
  }

  protected override render() {
    const { words, state } = this;
    if (state === undefined) return nothing;
    const shown = this.#shown(state);
    return html`<main class="takes">
      <header class="takesHead">
        <div>
          <h1 class="takesTitle">${state.title}</h1>
          <button class="linkButton" type="button" @click=${() => this.host.send({ kind: 'openPromptFile' })}>
            ${state.promptFile}
          </button>
          ${state.cost === '' ? nothing : html`<p class="hint takesCost">${state.cost}</p>`}
        </div>
        ${this.#tools(state, shown)}
      </header>
      ${
        state.takes.length === 0
          ? html`<p class="hint">${words.none}</p>`
          : html`<ul class="takeGrid" ?data-comparing=${this.#isComparing} aria-label=${state.title}>
              ${repeat(
                shown,
                ({ id }) => id,
                (take) => html`<li>${this.#card(take, shown)}</li>`,
              )}
            </ul>`
      }
      <p class="srOnly" role="status">${this.#isComparing ? fill(words.comparing, shown.length) : nothing}</p>
    </main>`;
  }

  #tools(state: TakesState, shown: readonly TakeView[]) {
    const { words } = this;
    const canPlay = shown.filter(({ src }) => src !== undefined).length > 1;
    if (!canPlay && !this.#isComparing) return nothing;
    return html`<div class="takesTools">
      ${
        this.#isComparing
          ? html`<button class="smallButton" type="button" @click=${() => (this.compared = [])}>
              <span class="codicon codicon-list-flat" aria-hidden="true"></span>${words.showAll}
              (${state.takes.length})
            </button>`
          : nothing
      }
      ${
        canPlay
          ? html`<button
              class="smallButton"
              type="button"
              data-control="playTogether"
              @click=${this.#playTogether}
            >
              <span
                class="codicon codicon-${this.isPlaying ? 'debug-pause' : 'play'}"
                aria-hidden="true"
              ></span>
              ${this.isPlaying ? words.pause : words.playTogether}
            </button>`
          : nothing
      }
    </div>`;
  }

  #card(take: TakeView, shown: readonly TakeView[]) {
    return takeCard(take, {
      words: this.words,
      isCompared: this.compared.includes(take.id),
      differences: differencesOf(shown),
      send: (message) => this.host.send(message),
      toggleCompare: () => this.#toggleCompare(take.id),
      ended: () => this.#ended(),
    });
  }

  get #isComparing(): boolean {
    return this.compared.length > 1;
  }

  #shown({ takes }: TakesState): readonly TakeView[] {
    return this.#isComparing ? takes.filter(({ id }) => this.compared.includes(id)) : takes;
  }

  #toggleCompare(id: string): void {
    const { compared } = this;
    this.compared = compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id];
  }

  readonly #playTogether = () => {
    const videos = [...this.querySelectorAll('video')];
    this.isPlaying = !this.isPlaying;
    for (const video of videos) {
      if (!this.isPlaying) video.pause();
      else {
        video.currentTime = 0;
        // A clip that cannot be played says so itself.
        video.play().catch(() => undefined);
      }
    }
  };

  #ended(): void {
    const isOver = [...this.querySelectorAll('video')].every(({ ended, paused }) => ended || paused);
    if (isOver) this.isPlaying = false;
  }
}

customElements.define('vp-takes', Takes);
