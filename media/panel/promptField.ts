import { html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { DraftImageView, FindingView } from '../../src/protocol/panel.ts';
import { imageName } from '../../src/protocol/imageName.ts';
import { AnnounceEvent, EditEvent, GenerateEvent, TouchedEvent } from './events.ts';
import { describedBy, fieldFindings } from './fieldFindings.ts';
import { fill } from '../shared/fill.ts';
import { hasError } from './findings.ts';
import './nameList.ts';
import { nameOptionId } from './nameList.ts';
import { type BegunName, begunName, type Nameable, nameable, spaced } from './naming.ts';
import { PanelElement } from './panelElement.ts';
import { promptMarks } from './promptMarks.ts';

const isMac = navigator.userAgent.includes('Mac');

/** A name is being chosen from the list. */
interface Choosing {
  readonly begun: BegunName;
  readonly options: readonly Nameable[];
  readonly active: number;
}

/**
 * The prompt, in which images go by their names. A native text area: the component library's cannot be described by its
 * findings across its shadow root. What dresses the names lies behind it, so that it stays plain text.
 */
export class PromptField extends PanelElement {
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    images: { attribute: false },
    findings: { attribute: false },
    choosing: { state: true },
  };

  declare value: string;
  declare images: readonly DraftImageView[];
  declare findings: readonly FindingView[];
  declare choosing: Choosing | undefined;
  /** Where the list was closed with Escape: it stays closed for this name. */
  #closedAt: number | undefined;

  /** Puts the name of the image at this place, counted from 1, where the caret is or was last. */
  insertName(position: number): void {
    const field = this.#field;
    field.focus();
    this.#replace(field.selectionStart, field.selectionEnd, imageName(position));
  }

  protected override render() {
    const { words, findings, images, choosing, value } = this;
    const keys = fill(words.promptHint, isMac ? words.generateKeysMac : words.generateKeys);
    const hint = images.length === 0 ? keys : `${words.namesHint} · ${keys}`;
    const active = choosing === undefined ? nothing : nameOptionId(choosing.active);
    return html`<div class="fieldHead">
        <label for="prompt">${words.prompt}</label>
        <span class="hint" id="prompt-hint">${hint}</span>
      </div>
      <div class="promptBox">
        ${promptMarks(value, images.length, choosing?.begun.start)}
        <textarea
          id="prompt"
          class="control prompt"
          data-field="prompt"
          rows="6"
          spellcheck="true"
          placeholder=${words.promptPlaceholder}
          aria-describedby=${describedBy('prompt-hint', findings.length > 0 && 'prompt-findings')}
          aria-invalid=${hasError(findings) ? 'true' : 'false'}
          aria-autocomplete=${images.length === 0 ? nothing : 'list'}
          aria-controls=${choosing === undefined ? nothing : 'prompt-names'}
          aria-activedescendant=${active}
          .value=${live(value)}
          @input=${this.#input}
          @keydown=${this.#keydown}
          @keyup=${this.#caretMoved}
          @click=${this.#caretMoved}
          @scroll=${this.#align}
          @blur=${this.#blur}
        ></textarea>
        ${
          choosing === undefined
            ? nothing
            : html`<vp-name-list
                .words=${words}
                .options=${choosing.options}
                .active=${choosing.active}
                @vp-choose-name=${(event: CustomEvent<Nameable>) => this.#take(event.detail)}
              ></vp-name-list>`
        }
      </div>
      ${fieldFindings('prompt-findings', findings, words)}`;
  }

  protected override updated(): void {
    this.#align();
    const list = this.querySelector<HTMLElement>('vp-name-list');
    const at = this.querySelector<HTMLElement>('.nameStart');
    if (list === null || at === null) return;
    const below = at.offsetTop + at.offsetHeight - this.#field.scrollTop;
    list.style.top = `${String(Math.min(below, this.#field.offsetHeight))}px`;
    const room = this.#field.offsetWidth - list.offsetWidth;
    list.style.insetInlineStart = `${String(Math.max(0, Math.min(at.offsetLeft, room)))}px`;
  }

  get #field(): HTMLTextAreaElement {
    const field = this.querySelector('textarea');
    if (field === null) throw new Error('The prompt is not drawn yet.');
    return field;
  }

  /** The marks scroll along. */
  readonly #align = () => {
    const marks = this.querySelector('.promptMarks');
    if (marks !== null) marks.scrollTop = this.#field.scrollTop;
  };

  readonly #input = () => {
    const { value } = this.#field;
    // Drawn before the panel has passed it on: an older text would end the undo history and move the caret.
    this.value = value;
    this.dispatchEvent(new EditEvent({ prompt: value }, true));
    this.#look(value);
  };

  /** Moving away from the name that is being typed closes the list; only typing opens it. */
  readonly #caretMoved = () => {
    if (this.choosing !== undefined) this.#look(this.#field.value);
  };

  #look(text: string): void {
    const { selectionStart: caret, selectionEnd } = this.#field;
    const begun = caret === selectionEnd ? begunName(text, caret) : undefined;
    if (begun?.start !== this.#closedAt) this.#closedAt = undefined;
    const isClosed = begun === undefined || this.#closedAt !== undefined;
    const options = isClosed ? [] : nameable(this.images, begun);
    if (isClosed || options.length === 0) {
      this.choosing = undefined;
      return;
    }
    const before = this.choosing;
    const isSame = before?.options.length === options.length && before.begun.start === begun.start;
    this.choosing = { begun, options, active: isSame ? before.active : 0 };
    if (!isSame) this.dispatchEvent(new AnnounceEvent(fill(this.words.namesOffered, options.length)));
  }

  readonly #keydown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (this.choosing !== undefined && this.#choose(event, this.choosing)) {
      event.preventDefault();
      return;
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!event.repeat) this.dispatchEvent(new GenerateEvent());
  };

  /** True: the key belonged to the list. */
  #choose({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, choosing: Choosing): boolean {
    if (ctrlKey || metaKey || shiftKey) return false;
    const { options, active } = choosing;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? options.length - 1 : 0;
    if (step > 0) {
      this.choosing = { ...choosing, active: (active + step) % options.length };
      return true;
    }
    const chosen = options[active];
    if ((key === 'Enter' || key === 'Tab') && chosen !== undefined) this.#take(chosen);
    else if (key !== 'Escape') return false;
    else {
      this.#closedAt = choosing.begun.start;
      this.choosing = undefined;
    }
    return true;
  }

  #take({ name }: Nameable): void {
    const start = this.choosing?.begun.start ?? this.#field.selectionStart;
    this.choosing = undefined;
    this.#replace(start, this.#field.selectionEnd, name);
  }

  #replace(start: number, end: number, name: string): void {
    const field = this.#field;
    field.focus();
    field.setSelectionRange(start, end);
    // The one way that can be undone by Ctrl+Z, and that is heard as typing.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    document.execCommand('insertText', false, spaced(name, field.value, start, end));
  }

  readonly #blur = () => {
    this.choosing = undefined;
    if (this.value !== '') this.dispatchEvent(new TouchedEvent('prompt'));
  };
}

customElements.define('vp-prompt-field', PromptField);
