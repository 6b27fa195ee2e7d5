import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations } from 'lit';
import type { ImageFit, ImageFixView } from '../../../src/protocol/panel.ts';
import type { PanelStrings } from '../../../src/protocol/panelStrings.ts';
import { fill } from '../../shared/fill.ts';
import { PanelElement } from '../panelElement.ts';
import { type Copy, decode, drawCopy } from './drawCopy.ts';
import { movesAlong } from './placement.ts';

/** The person is done with the dialog, whatever came of it. */
export class FixClosedEvent extends Event {
  static readonly type = 'vp-fix-closed';
  constructor() {
    super(FixClosedEvent.type, { bubbles: true });
  }
}

/** As many as the preview shows on a fine screen; scaled by the canvas, because the page scales more coarsely. */
const previewPixels = 1000;

type Trouble = 'undrawable' | 'tooLarge';

/** Shows the original and the copy side by side; nothing changes before the copy is used. */
export class ImageFixDialog extends PanelElement {
  static override properties: PropertyDeclarations = {
    fix: { attribute: false },
    src: { attribute: false },
    fit: { state: true },
    share: { state: true },
    ground: { state: true },
    copy: { state: true },
    trouble: { state: true },
  };

  declare fix: ImageFixView;
  /** The original, as the webview may load it. */
  declare src: string | undefined;
  declare fit: ImageFit;
  /** 0 to 100: which part of a picture that is cut stays. */
  declare share: number;
  declare ground: 'black' | 'white';
  declare copy: Copy | undefined;
  declare trouble: Trouble | undefined;
  #bitmap: Promise<ImageBitmap> | undefined;
  #drawing = new AbortController();

  constructor() {
    super();
    this.share = 50;
    this.ground = 'black';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawing.abort();
    void this.#bitmap?.then((bitmap) => bitmap.close()).catch(() => undefined);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('fix')) return;
    this.fit = this.fix.options[0]?.fit ?? 'keep';
    this.#bitmap = decode(this.fix);
  }

  protected override firstUpdated(): void {
    this.querySelector('dialog')?.showModal();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (['fix', 'fit', 'share', 'ground'].some((name) => changed.has(name))) void this.#draw();
    if (changed.has('copy') && this.copy !== undefined) void this.#show(this.copy);
  }

  protected override render() {
    const { words, fix, copy, trouble } = this;
    return html`<dialog
      class="fixDialog"
      aria-labelledby="fix-title"
      aria-describedby="fix-intro"
      @close=${this.#closed}
    >
      <h2 class="fixTitle" id="fix-title">${fill(words.fixTitle, fix.name)}</h2>
      <p class="hint" id="fix-intro">${fill(words.fixIntro, fix.target)}</p>
      <div class="fixPictures">
        <figure>
          <div class="fixFrame">
            ${this.src === undefined ? nothing : html`<img src=${this.src} alt=${fill(words.originalOf, fix.name)} />`}
          </div>
          <figcaption><strong>${words.original}</strong> <span class="hint">${fix.detail}</span></figcaption>
        </figure>
        <figure aria-busy=${copy === undefined && trouble === undefined ? 'true' : 'false'}>
          <div class="fixFrame">
            <canvas
              role="img"
              aria-label=${fill(words.copyOf, fix.name)}
              ?hidden=${copy === undefined}
            ></canvas>
          </div>
          <figcaption aria-live="polite">
            <strong>${words.copy}</strong> <span class="hint">${copyDetail(copy, trouble, words)}</span>
          </figcaption>
        </figure>
      </div>
      ${this.#choices()}
      <div class="fixButtons">
        <vscode-button
          aria-disabled=${copy === undefined ? 'true' : 'false'}
          data-control="use"
          @click=${this.#use}
          >${words.useCopy}</vscode-button
        >
        <vscode-button secondary data-control="cancel" @click=${this.#close}>${words.cancel}</vscode-button>
      </div>
    </dialog>`;
  }

  #choices() {
    const { words, fix, fit } = this;
    const fills = fit === 'pad' || (fix.hasAlpha && (fix.isOpaque || this.copy?.type === 'image/jpeg'));
    return html`<div class="fixChoices">
      ${
        fix.options.length < 2
          ? nothing
          : html`<fieldset class="fixFits">
              <legend>${words.shape}</legend>
              ${fix.options.map(
                (option) =>
                  html`<label
                    ><input
                      type="radio"
                      name="fit"
                      .value=${option.fit}
                      .checked=${option.fit === fit}
                      @change=${() => (this.fit = option.fit)}
                    />${fitWord(option.fit, words)}</label
                  >`,
              )}
            </fieldset>`
      }
      ${fit === 'crop' ? this.#shareChoice() : nothing}
      ${
        fills
          ? html`<label class="fixChoice"
              ><span>${words.fillWith}</span
              ><span class="selectBox"
                ><select class="control" data-control="ground" @change=${this.#setGround}>
                  <option value="black">${words.black}</option>
                  <option value="white">${words.white}</option>
                </select></span
              ></label
            >`
          : nothing
      }
    </div>`;
  }

  #shareChoice() {
    const { words, fix } = this;
    const option = fix.options.find(({ fit }) => fit === this.fit);
    const isAcross = option !== undefined && movesAlong(fix, option) === 'x';
    return html`<label class="fixChoice"
      ><span>${isAcross ? words.partAcross : words.partDown}</span
      ><input
        type="range"
        min="0"
        max="100"
        step="5"
        data-control="share"
        .value=${String(this.share)}
        @input=${this.#setShare}
    /></label>`;
  }

  async #draw(): Promise<void> {
    this.#drawing.abort();
    this.#drawing = new AbortController();
    const { signal } = this.#drawing;
    const { fix, fit, ground } = this;
    const option = fix.options.find((one) => one.fit === fit);
    if (option === undefined || this.#bitmap === undefined) return;
    this.copy = undefined;
    this.trouble = undefined;
    try {
      const copy = await drawCopy(
        await this.#bitmap,
        fix,
        { ...option, share: this.share / 100, ground },
        signal,
      );
      if (signal.aborted) return;
      this.copy = copy;
      if (copy === undefined) this.trouble = 'tooLarge';
    } catch {
      if (!signal.aborted) this.trouble = 'undrawable';
    }
  }

  /** The copy's file is shown, not what it was made from. */
  async #show({ data, type, width, height }: Copy): Promise<void> {
    const { signal } = this.#drawing;
    const bitmap = await createImageBitmap(new Blob([data], { type }));
    const canvas = this.querySelector('canvas');
    if (canvas !== null && !signal.aborted) {
      const scale = Math.min(1, previewPixels / Math.max(width, height));
      Object.assign(canvas, { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
      const context = canvas.getContext('2d');
      if (context !== null) context.imageSmoothingQuality = 'high';
      context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    }
    bitmap.close();
  }

  readonly #setShare = (event: Event) => {
    if (event.target instanceof HTMLInputElement) this.share = Number(event.target.value);
  };

  readonly #setGround = (event: Event) => {
    if (event.target instanceof HTMLSelectElement)
      this.ground = event.target.value === 'white' ? 'white' : 'black';
  };

  readonly #use = () => {
    if (this.copy === undefined) return;
    this.send({ kind: 'fixedImage', image: this.fix.image, data: this.copy.data });
    this.#close();
  };

  readonly #close = () => this.querySelector('dialog')?.close();

  readonly #closed = () => this.dispatchEvent(new FixClosedEvent());
}

function copyDetail(copy: Copy | undefined, trouble: Trouble | undefined, words: PanelStrings): string {
  switch (trouble) {
    case 'undrawable':
      return words.copyUndrawable;
    case 'tooLarge':
      return words.copyTooLarge;
    case undefined:
      if (copy === undefined) return words.copyDrawing;
      return fill(
        words.copyDetail,
        copy.width,
        copy.height,
        typeName(copy.type),
        sizeOf(copy.data.length, words),
      );
  }
}

function typeName(type: string): string {
  const name = type.replace('image/', '');
  return name === 'webp' ? 'WebP' : name.toUpperCase();
}

/** In steps of 1000, as the host says it. */
function sizeOf(bytes: number, words: PanelStrings): string {
  const isMega = bytes >= 1_000_000;
  const amount = bytes / (isMega ? 1_000_000 : 1_000);
  return fill(isMega ? words.megabytes : words.kilobytes, amount.toFixed(amount < 10 ? 1 : 0));
}

function fitWord(fit: ImageFit, words: PanelStrings): string {
  switch (fit) {
    case 'crop':
      return words.fitCrop;
    case 'pad':
      return words.fitPad;
    case 'keep':
      return words.fitKeep;
  }
}

customElements.define('vp-image-fix', ImageFixDialog);
