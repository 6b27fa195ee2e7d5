import type {
  DraftPatch,
  DraftView,
  FindingView,
  HostMessage,
  ImageFixView,
  PanelMessage,
  PanelState,
} from '../../src/protocol/panel.ts';
import { DraftEdits } from './draftEdits.ts';
import type { Host } from '../shared/host.ts';
import { type PanelMemory, parseMemory } from './memory.ts';

/** Typing is sent when it pauses for this long. */
const typingPauseMs = 150;
/** A second press within this time is a double click, not a wish for a second clip. */
const doublePressMs = 700;

/** What stood on the screen. */
type Press = Omit<Extract<PanelMessage, { kind: 'generate' }>, 'kind'>;

export interface SessionListener {
  changed(previous: PanelState | undefined): void;
  /** Generate was pressed, and something stands in the way. */
  blocked(): void;
  focusRequested(): void;
  fieldShown(field: string): void;
  fixOffered(fix: ImageFixView): void;
  frameWanted(job: string, src: string): void;
  announced(text: string): void;
}

/** The host's state and the person's edits: all that the panel's elements show comes from here. */
export class PanelSession {
  readonly #host: Host<PanelMessage, HostMessage>;
  readonly #edits = new DraftEdits();
  #state: PanelState | undefined;
  #listener: SessionListener | undefined;
  #typingTimer: number | undefined;
  /** A press that waits until the host has seen the last edits; holds the price that stood on the button. */
  #waitingPress: Press | undefined;
  #sentAtMs = -Infinity;

  constructor(host: Host<PanelMessage, HostMessage>) {
    this.#host = host;
  }

  get state(): PanelState | undefined {
    return this.#state;
  }

  /** What the form shows. */
  get draft(): DraftView | undefined {
    return this.#state === undefined ? undefined : this.#edits.over(this.#state.draft);
  }

  /** What the host found, but for fields that were edited since: it speaks of what stood there before. */
  get findings(): readonly FindingView[] {
    const edited = this.#edits.unconfirmed;
    return (this.#state?.findings ?? []).filter(({ field }) => !Object.hasOwn(edited, field));
  }

  /** Whether the host has seen everything that was edited: else price and findings are of what stood there before. */
  get isSettled(): boolean {
    return this.#edits.isSettled;
  }

  start(listener: SessionListener): void {
    this.#listener = listener;
    this.#host.listen((message) => this.#receive(message));
    const flush = () => this.flush();
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('blur', flush);
    window.addEventListener('pagehide', flush);
    this.#host.send({ kind: 'ready' });
  }

  /** Everything but typing is sent at once. */
  send(message: PanelMessage): void {
    this.flush();
    this.#host.send(message);
  }

  edit(patch: DraftPatch, isTyping: boolean): void {
    this.#waitingPress = undefined;
    // What was changed since is another request: pressing again is no double click.
    this.#sentAtMs = -Infinity;
    this.#edits.change(patch, this.#shownImages());
    this.#remember();
    clearTimeout(this.#typingTimer);
    if (isTyping) this.#typingTimer = setTimeout(() => this.flush(), typingPauseMs);
    else this.flush();
    this.#listener?.changed(this.#state);
  }

  flush(): void {
    clearTimeout(this.#typingTimer);
    const message = this.#edits.takeUnsent();
    if (message !== undefined) this.#host.send(message);
  }

  generate(): void {
    const state = this.#state;
    if (state === undefined || state.isSubmitting || performance.now() - this.#sentAtMs < doublePressMs)
      return;
    this.flush();
    const { microUsd, kind } = state.price;
    const press: Press = {
      shownDraft: state.draftNumber,
      ...(microUsd === undefined ? {} : { shownMicroUsd: microUsd }),
      ...(kind === undefined ? {} : { shownKind: kind }),
    };
    if (state.canGenerate && this.#edits.isSettled) this.#generate(press);
    else if (this.#edits.isSettled) this.#listener?.blocked();
    else this.#waitingPress = press;
  }

  #generate(press: Press): void {
    this.#sentAtMs = performance.now();
    this.#host.send({ kind: 'generate', ...press });
  }

  #receive(message: HostMessage): void {
    switch (message.kind) {
      case 'state':
        this.#show(message.state);
        return;
      case 'focus':
        this.#listener?.focusRequested();
        return;
      case 'showField':
        this.#listener?.fieldShown(message.field);
        return;
      case 'imageFix':
        this.#listener?.fixOffered(message.fix);
        return;
      case 'grabFrame':
        this.#listener?.frameWanted(message.job, message.src);
        return;
      case 'announce':
        this.#listener?.announced(message.text);
        return;
    }
  }

  #show(state: PanelState): void {
    const previous = this.#state;
    this.#state = state;
    this.#edits.confirm(state.revision);
    if (previous === undefined) this.#restore(state);
    this.#remember();
    this.#listener?.changed(previous);
    const press = this.#waitingPress;
    if (press === undefined || !this.#edits.isSettled) return;
    this.#waitingPress = undefined;
    if (state.canGenerate) this.#generate(press);
    else this.#listener?.blocked();
  }

  /** Brings back what the host never saw, or what a host that started anew has lost. */
  #restore(state: PanelState): void {
    const memory = parseMemory(this.#host.recall());
    if (memory === undefined) return;
    const isHostNew = state.revision === 0 && state.draft.prompt === '';
    const lost =
      isHostNew && (memory.draft.prompt ?? '') !== ''
        ? memory.draft
        : memory.revision > state.revision
          ? memory.unconfirmed
          : {};
    this.#edits.confirm(memory.revision);
    if (Object.keys(lost).length === 0) return;
    this.#edits.change(lost, this.#shownImages());
    this.flush();
  }

  #shownImages(): readonly string[] {
    return this.#state?.draft.images.map(({ id }) => id) ?? [];
  }

  #remember(): void {
    const draft = this.draft;
    if (draft === undefined) return;
    const { images: _images, ...fields } = draft;
    const memory: PanelMemory = {
      revision: this.#edits.revision,
      draft: fields,
      unconfirmed: this.#edits.unconfirmed,
    };
    this.#host.remember(memory);
  }
}
