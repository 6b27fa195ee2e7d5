import { html, nothing, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DraftImageView, FindingView, FormView } from '../../src/protocol/panel.ts';
import { AnnounceEvent } from './events.ts';
import { describedBy, fieldFindings } from './fieldFindings.ts';
import { fill } from '../shared/fill.ts';
import { findingsAt } from './findings.ts';
import { ImageIntake } from './imageIntake.ts';
import './imageRow.ts';
import type { MoveEvent } from './imageRow.ts';
import { PanelElement } from './panelElement.ts';

export class ImagesField extends PanelElement {
  static override properties: PropertyDeclarations = {
    images: { attribute: false },
    form: { attribute: false },
    findings: { attribute: false },
  };

  declare images: readonly DraftImageView[];
  declare form: FormView;
  declare findings: readonly FindingView[];

  readonly #intake: ImageIntake = new ImageIntake(this, () => this.form.roles.length > 0);

  protected override render() {
    const { words, form, images } = this;
    const findings = findingsAt(this.findings, 'images');
    const takesImages = form.roles.length > 0;
    const isLinked = form.imageSource === 'link';
    const isFull = images.length >= form.maxImages;
    return html`<div class="fieldHead">
        <h3 class="fieldLabel" id="images-label">${words.images}</h3>
        ${
          takesImages
            ? html`<span class="hint">${fill(words.imagesCount, images.length, form.maxImages)}</span>`
            : nothing
        }
      </div>
      <div
        class="imageZone"
        ?data-drag=${this.#intake.isDragOver}
        ?data-empty=${takesImages && images.length === 0}
      >
        ${
          images.length === 0
            ? nothing
            : html`<ol class="imageList" aria-labelledby="images-label">
                ${repeat(
                  images,
                  ({ id }) => id,
                  (image, index) => this.#row(image, index),
                )}
              </ol>`
        }
        ${
          takesImages
            ? html`<div class="imageAdd">
                <button
                  class="linkButton"
                  type="button"
                  data-field="images"
                  data-fallback="image"
                  ?disabled=${isFull}
                  aria-describedby=${describedBy('images-hint', findings.length > 0 && 'images-findings')}
                  @click=${this.#pick}
                >
                  <span class="codicon codicon-add" aria-hidden="true"></span
                  >${isLinked ? words.addLink : words.addImages}
                </button>
                <span class="hint" id="images-hint"
                  >${this.#intake.isDragOver ? words.dropImages : isFull ? nothing : isLinked ? words.linkHint : words.imagesHint}</span
                >
              </div>`
            : html`<p class="hint" tabindex="-1" data-field="images" data-fallback="image">
                ${words.takesNoImages}
              </p>`
        }
      </div>
      ${fieldFindings('images-findings', findings, words)}
      ${fieldFindings(
        'images-problems',
        this.#intake.problems.map((text) => ({ severity: 'error', field: 'images', code: 'intake', text })),
        words,
      )}`;
  }

  #row(image: DraftImageView, index: number) {
    return html`<li data-item="image:${image.id}" data-group="image">
      <vp-image-row
        .words=${this.words}
        .image=${image}
        .index=${index}
        .count=${this.images.length}
        .roles=${this.form.roles}
        .findings=${findingsAt(this.findings, `images[${index}]`)}
        @vp-move=${this.#move}
      ></vp-image-row>
    </li>`;
  }

  readonly #pick = () => this.send({ kind: 'pickImages' });

  readonly #move = ({ image, to }: MoveEvent) => {
    const moved = this.images.find(({ id }) => id === image);
    if (moved === undefined || to < 0 || to >= this.images.length || this.images[to] === moved) return;
    this.send({ kind: 'moveImage', image, to });
    this.dispatchEvent(
      new AnnounceEvent(fill(this.words.imageMoved, moved.name, to + 1, this.images.length)),
    );
  };
}

customElements.define('vp-images-field', ImagesField);
