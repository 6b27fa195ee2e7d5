import type { DraftPatch, DraftView, PanelMessage } from '../../src/protocol/panel.ts';

type EditMessage = Extract<PanelMessage, { kind: 'edit' }>;
type Field = keyof DraftPatch;

/**
 * The person's edits on their way to the host. A field that was edited shows the edit until a state comes that
 * contains it, so an older draft never overwrites typing.
 */
export class DraftEdits {
  #revision = 0;
  /** Not yet sent. */
  #unsent: DraftPatch = {};
  /** Not yet confirmed by a state, sent or not. */
  #unconfirmed: DraftPatch = {};
  readonly #revisions = new Map<Field, number>();
  /** The images that the unconfirmed prompt names by their numbers. */
  #named: readonly string[] = [];

  get revision(): number {
    return this.#revision;
  }

  get unconfirmed(): DraftPatch {
    return this.#unconfirmed;
  }

  get isSettled(): boolean {
    return this.#revisions.size === 0;
  }

  /** `images` are those that the form shows. */
  change(patch: DraftPatch, images: readonly string[] = []): void {
    this.#revision += 1;
    if (this.#unconfirmed.prompt === undefined) this.#named = images;
    this.#unsent = { ...this.#unsent, ...patch };
    this.#unconfirmed = { ...this.#unconfirmed, ...patch };
    for (const field of fieldsOf(patch)) this.#revisions.set(field, this.#revision);
  }

  /** The message that brings the host up to date, once. */
  takeUnsent(): EditMessage | undefined {
    if (fieldsOf(this.#unsent).length === 0) return undefined;
    const patch = this.#unsent;
    this.#unsent = {};
    const named = patch.prompt === undefined ? {} : { images: [...this.#named] };
    return { kind: 'edit', revision: this.#revision, patch, ...named };
  }

  /** A state came whose draft contains the edits up to `revision`. */
  confirm(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
    const unsent = new Set(fieldsOf(this.#unsent));
    for (const [field, editedAt] of this.#revisions) {
      if (editedAt > revision || unsent.has(field)) continue;
      this.#revisions.delete(field);
      const { [field]: _confirmed, ...rest } = this.#unconfirmed;
      this.#unconfirmed = rest;
    }
  }

  /** The host's draft with the unconfirmed edits over it. */
  over(draft: DraftView): DraftView {
    return { ...draft, ...definedOf(this.#unconfirmed) };
  }
}

const fields = [
  'prompt',
  'model',
  'seconds',
  'aspectRatio',
  'resolution',
  'variants',
  'mode',
  'negativePrompt',
  'seed',
  'audio',
] as const satisfies readonly Field[];

function fieldsOf(patch: DraftPatch): Field[] {
  return fields.filter((field) => patch[field] !== undefined);
}

function definedOf(patch: DraftPatch): Partial<DraftView> {
  return Object.fromEntries(fieldsOf(patch).map((field) => [field, patch[field]]));
}
