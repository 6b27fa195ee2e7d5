import { html, nothing, type PropertyDeclarations } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ClipView } from '../../src/protocol/panel.ts';
import { fill } from '../shared/fill.ts';
import { PanelElement } from './panelElement.ts';
import { type Playable, playable } from './playable.ts';

/** Plays a clip, or says why it cannot and shows the way out. Reads nothing of the file before it is in sight. */
export class ClipPlayer extends PanelElement {
  static override properties: PropertyDeclarations = {
    job: { attribute: false },
    name: { attribute: false },
    clip: { attribute: false },
    isNear: { state: true },
    brokenSrc: { state: true },
  };

  declare job: string;
  declare name: string;
  declare clip: ClipView;
  /** It has been in sight or close to it. */
  declare isNear: boolean | undefined;
  /** The source that could not be played; another one is tried again. */
  declare brokenSrc: string | undefined;
  #observer: IntersectionObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.isNear = true;
        this.#observer?.disconnect();
      },
      { rootMargin: '200px' },
    );
    if (this.isNear !== true) this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  protected override render() {
    const { words, clip } = this;
    if (this.brokenSrc === clip.src) return this.#wayOut('unsure', words.cannotPlay);
    const can = playable(clip, canPlayType);
    return html`<video
        class="video"
        controls
        playsinline
        preload=${this.isNear === true ? 'metadata' : 'none'}
        width=${ifDefined(clip.width)}
        height=${ifDefined(clip.height)}
        aria-label=${fill(words.clipOf, this.name)}
        src=${clip.src}
        @error=${this.#broke}
      ></video>
      ${can === 'silent' ? this.#wayOut(can, words.soundNotDecoded) : nothing}`;
  }

  #wayOut(can: Playable, text: string) {
    const { words } = this;
    const icon = can === 'silent' ? 'mute' : 'warning';
    return html`<div class="wayOut" data-can=${can}>
      <p><span class="codicon codicon-${icon}" aria-hidden="true"></span>${text}</p>
      <button
        class=${can === 'silent' ? 'linkButton' : 'smallButton'}
        type="button"
        aria-label=${fill(words.actionOn, words.openExternally, this.name)}
        data-control="openExternal"
        @click=${this.#openExternally}
      >
        ${words.openExternally}
      </button>
    </div>`;
  }

  readonly #openExternally = () => this.send({ kind: 'jobAction', job: this.job, action: 'openExternal' });

  readonly #broke = () => {
    this.brokenSrc = this.clip.src;
  };
}

const canPlayType = (type: string) => document.createElement('video').canPlayType(type);

customElements.define('vp-clip-player', ClipPlayer);
