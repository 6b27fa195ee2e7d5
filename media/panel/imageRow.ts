import { html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { DraftImageView, DraftRole, FindingView } from '../../src/protocol/panel.ts';
import { imageName } from '../../src/protocol/imageName.ts';
import { AnnounceEvent } from './events.ts';
import { describedBy, fieldFindings } from './fieldFindings.ts';
import { fill } from '../shared/fill.ts';
import { hasError } from './findings.ts';
import { iconButton } from './iconButton.ts';
import { PanelElement } from './panelElement.ts';
import { roleWord } from './roleWord.ts';

/** Rows are dragged under a type of their own, so that they are no drop of a new image. */
const rowType = 'application/x-video-prompt-image';

export class MoveEvent extends Event {
  static readonly type = 'vp-move';
  readonly image: string;
  /** The new place, counted from 0. */
  readonly to: number;
  constructor(image: string, to: number) {
    super(MoveEvent.type, { bubbles: true });
    this.image = image;
    this.to = to;
  }
}

/** The image is to be named in the prompt. */
export class NameImageEvent extends Event {
  static readonly type = 'vp-name-image';
  /** Counted from 1. */
  readonly position: number;
  constructor(position: number) {
    super(NameImageEvent.type, { bubbles: true });
    this.position = position;
  }
}

export class ImageRow extends PanelElement {
  static override properties: PropertyDeclarations = {
    image: { attribute: false },
    index: { attribute: false },
    count: { attribute: false },
    roles: { attribute: false },
    findings: { attribute: false },
    isDropTarget: { state: true },
  };

  declare image: DraftImageView;
  declare index: number;
  declare count: number;
  declare roles: readonly DraftRole[];
  declare findings: readonly FindingView[];
  declare isDropTarget: boolean | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.draggable = true;
    this.addEventListener('dragstart', this.#dragStart);
    this.addEventListener('dragover', this.#dragOver);
    this.addEventListener('dragleave', this.#dragLeave);
    this.addEventListener('drop', this.#drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('dragstart', this.#dragStart);
    this.removeEventListener('dragover', this.#dragOver);
    this.removeEventListener('dragleave', this.#dragLeave);
    this.removeEventListener('drop', this.#drop);
  }

  protected override render() {
    const { words, image, index, count, findings } = this;
    const { name } = image;
    return html`<div class="imageRow" ?data-drop=${this.isDropTarget === true}>
        ${
          image.src === undefined
            ? html`<span
                class="thumb codicon codicon-${image.hasError ? 'warning' : 'globe'}"
                aria-hidden="true"
              ></span>`
            : html`<img class="thumb" src=${image.src} alt="" draggable="false" />`
        }
        <div class="imageText">
          <span class="imageName" title=${name}>${name}</span>
          ${
            hasOwnFinding(image, findings)
              ? nothing
              : html`<span class="imageDetail" id="image-detail-${index}" ?data-error=${image.hasError}
                  >${image.detail}</span
                >`
          }
        </div>
        <div class="imageUse">${this.#role()} ${this.#nameButton()}</div>
        <div class="imageButtons">
          ${
            count < 2
              ? nothing
              : html`${iconButton({
                  icon: 'arrow-up',
                  label: fill(words.moveEarlier, name),
                  control: 'earlier',
                  isDisabled: index === 0,
                  press: () => this.#move(index - 1),
                })}
                ${iconButton({
                  icon: 'arrow-down',
                  label: fill(words.moveLater, name),
                  control: 'later',
                  isDisabled: index === count - 1,
                  press: () => this.#move(index + 1),
                })}`
          }
          ${iconButton({
            icon: 'close',
            label: fill(words.removeImage, name),
            control: 'remove',
            press: this.#remove,
          })}
        </div>
      </div>
      ${fieldFindings(`image-findings-${index}`, findings, words)}`;
  }

  #role() {
    const { words, image, index, findings } = this;
    const offered = this.roles.includes(image.role) ? this.roles : [image.role, ...this.roles];
    if (offered.length === 1) {
      return html`<span class="imageRole" tabindex="-1" data-field="images[${index}]"
        >${roleWord(image.role, words)}</span
      >`;
    }
    return html`<span class="selectBox"
      ><select
        class="control imageRole"
        data-field="images[${index}]"
        data-control="role"
        aria-label=${fill(words.roleOf, image.name)}
        aria-describedby=${describedBy(!hasOwnFinding(image, findings) && `image-detail-${index}`, findings.length > 0 && `image-findings-${index}`)}
        aria-invalid=${image.hasError || hasError(findings) ? 'true' : 'false'}
        .value=${live(image.role)}
        @change=${this.#setRole}
      >
        ${offered.map(
          (role) =>
            html`<option value=${role} ?selected=${role === image.role}>${roleWord(role, words)}</option>`,
        )}
      </select></span
    >`;
  }

  #nameButton() {
    const chip = imageName(this.index + 1);
    const label = fill(this.words.nameImage, this.image.name, chip);
    return html`<button
      class="nameChip nameButton"
      type="button"
      title=${label}
      aria-label=${label}
      data-control="name"
      @click=${() => this.dispatchEvent(new NameImageEvent(this.index + 1))}
    >
      ${chip}
    </button>`;
  }

  readonly #setRole = (event: Event) => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const { value } = event.target;
    const role = this.roles.find((one) => one === value);
    if (role !== undefined) this.send({ kind: 'setRole', image: this.image.id, role });
  };

  readonly #remove = () => {
    this.send({ kind: 'removeImage', image: this.image.id });
    this.dispatchEvent(new AnnounceEvent(fill(this.words.imageRemoved, this.image.name)));
  };

  #move(to: number): void {
    this.dispatchEvent(new MoveEvent(this.image.id, to));
  }

  readonly #dragStart = (event: DragEvent) => {
    event.dataTransfer?.setData(rowType, this.image.id);
  };

  readonly #dragOver = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes(rowType) !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    this.isDropTarget = true;
  };

  readonly #dragLeave = () => {
    this.isDropTarget = false;
  };

  readonly #drop = (event: DragEvent) => {
    this.isDropTarget = false;
    const moved = event.dataTransfer?.getData(rowType) ?? '';
    if (moved === '') return;
    event.preventDefault();
    this.dispatchEvent(new MoveEvent(moved, this.index));
  };
}

/** What is wrong with the file is then said once, by the finding. */
function hasOwnFinding(image: DraftImageView, findings: readonly FindingView[]): boolean {
  return image.hasError && hasError(findings);
}

customElements.define('vp-image-row', ImageRow);
