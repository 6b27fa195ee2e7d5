import { videoFrame } from '../frame/videoFrame.ts';
import { html, nothing, type PropertyDeclarations } from 'lit';
import type { DraftView, ImageFixView, PanelMessage, PanelState } from '../../src/protocol/panel.ts';
import { announcements } from './announcements.ts';
import './clipGrid.ts';
import './composer.ts';
import type { SendEvent } from '../shared/screenElement.ts';
import type { AnnounceEvent, EditEvent, TouchedEvent } from './events.ts';
import { controlOf, hasError, visibleFindings } from './findings.ts';
import { FocusKeeper } from './focusKeeper.ts';
import './imageFix/imageFixDialog.ts';
import './jobList.ts';
import { LiveRegion } from './liveRegion.ts';
import './noticeList.ts';
import { PanelElement } from './panelElement.ts';
import type { PanelSession, SessionListener } from './session.ts';
import './welcome.ts';

/** The whole panel: hears what its elements report and shows what the session knows. */
export class Panel extends PanelElement implements SessionListener {
  static override properties: PropertyDeclarations = {
    session: { attribute: false },
    status: { state: true },
    fix: { state: true },
  };

  declare session: PanelSession;
  declare status: string | undefined;
  /** The image that is being made to fit. */
  declare fix: ImageFixView | undefined;
  #touched: ReadonlySet<string> = new Set();
  #hasPressed = false;
  /** The field that gets the focus as soon as a state is shown that has it. */
  #wantedField: string | undefined;

  constructor() {
    super();
    new FocusKeeper(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.start(this);
    this.addEventListener('keydown', guardButtons, { capture: true });
    // The person has gone elsewhere meanwhile: the focus is not taken back.
    const forget = () => (this.#wantedField = undefined);
    this.addEventListener('keydown', forget, { capture: true });
    this.addEventListener('pointerdown', forget, { capture: true });
  }

  changed(previous: PanelState | undefined): void {
    const { state } = this.session;
    if (state !== undefined && previous !== undefined && state !== previous) {
      if (state.isSubmitting && !previous.isSubmitting) this.#forgive();
      for (const text of announcements(previous, state, this.words)) this.#announce(text);
    }
    this.requestUpdate();
  }

  blocked(): void {
    this.#hasPressed = true;
    this.requestUpdate();
    void this.updateComplete.then(() => setTimeout(() => this.#focusObstacle()));
  }

  focusRequested(): void {
    this.#wantedField = 'prompt';
    this.requestUpdate();
  }

  fieldShown(field: string): void {
    this.#wantedField = field;
    this.#touch(controlOf(field));
  }

  fixOffered(fix: ImageFixView): void {
    this.fix = fix;
  }

  frameWanted(job: string, src: string): void {
    videoFrame(src, { moment: 'last', type: 'image/png' }).then(
      (data) => this.session.send({ kind: 'lastFrame', job, data }),
      () => this.announced(this.words.noLastFrame),
    );
  }

  announced(text: string): void {
    this.status = text;
    this.#announce(text);
  }

  protected override render() {
    const { words, session } = this;
    const { state, draft } = session;
    if (state === undefined || draft === undefined) return html`<vp-live-region></vp-live-region>`;
    const findings = visibleFindings(this.session.findings, draft, this.#touched, this.#hasPressed);
    const isEmpty = state.jobs.length === 0 && state.clips.length === 0;
    return html`<vp-live-region></vp-live-region>
      <main
        class="layout"
        ?data-settled=${session.isSettled}
        @vp-send=${(event: SendEvent<PanelMessage>) => session.send(event.message)}
        @vp-edit=${this.#edit}
        @vp-generate=${() => session.generate()}
        @vp-touched=${(event: TouchedEvent) => this.#touch(event.field)}
        @vp-fix-closed=${() => (this.fix = undefined)}
        @vp-announce=${(event: AnnounceEvent) => this.#announce(event.text)}
      >
        <h1 class="srOnly">${words.heading}</h1>
        <vp-notice-list .words=${words} .notices=${state.notices}></vp-notice-list>
        <div class="columns">
          <vp-composer
            .words=${words}
            .state=${state}
            .draft=${draft}
            .findings=${findings}
            .status=${this.status ?? ''}
          ></vp-composer>
          <div class="results" tabindex="-1" data-fallback="job">
            ${isEmpty ? html`<vp-welcome .words=${words}></vp-welcome>` : nothing}
            <vp-job-list .words=${words} .jobs=${state.jobs}></vp-job-list>
            <vp-clip-grid .words=${words} .clips=${state.clips}></vp-clip-grid>
          </div>
        </div>
        ${this.#fixDialog(draft)}
      </main>`;
  }

  protected override updated(): void {
    const field = this.#wantedField;
    if (field === undefined || this.session.state === undefined) return;
    setTimeout(() => {
      const element = this.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
      // The state that has the field may still be on its way.
      if (element === null || this.#wantedField !== field) return;
      this.#wantedField = undefined;
      element.focus();
    });
  }

  #fixDialog({ images }: DraftView) {
    const { fix, words } = this;
    if (fix === undefined) return nothing;
    const src = images.find(({ id }) => id === fix.image)?.src;
    return html`<vp-image-fix .words=${words} .fix=${fix} .src=${src}></vp-image-fix>`;
  }

  readonly #edit = (event: EditEvent) => {
    this.status = '';
    this.session.edit(event.patch, event.isTyping);
  };

  #touch(field: string): void {
    this.#touched = new Set([...this.#touched, field]);
    this.requestUpdate();
  }

  /** What was pressed or left before belongs to the request that is now on its way. */
  #forgive(): void {
    this.#touched = new Set();
    this.#hasPressed = false;
  }

  #announce(text: string): void {
    const region = this.querySelector('vp-live-region');
    if (region instanceof LiveRegion) region.announce(text);
  }

  /** The first field with an error, else the first notice that is more than information. */
  #focusObstacle(): void {
    const findings = this.session.findings.filter((finding) => hasError([finding]));
    const wrong = new Set(findings.map(({ field }) => field));
    const field = [...this.querySelectorAll<HTMLElement>('[data-field]:not(:disabled)')].find((element) =>
      wrong.has(element.dataset.field ?? ''),
    );
    const obstacle =
      field ??
      this.querySelector<HTMLElement>('.notice[data-severity="error"], .notice[data-severity="warning"]');
    this.#announce(findings[0]?.text ?? this.words.notPossibleYet);
    // The host's answer may come when the person has long gone elsewhere: the focus is not taken back.
    if (document.hasFocus()) obstacle?.focus();
  }
}

/**
 * Held keys press a button once. Under a component's button Space does not scroll the page, and Enter does not press what
 * gets the focus by the press.
 */
function guardButtons(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  if (!(event.target instanceof Element) || event.target.closest('vscode-button, button') === null) return;
  if (event.target.localName === 'vscode-button') event.preventDefault();
  if (!event.repeat) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

customElements.define('vp-panel', Panel);
