import type { DraftPatch } from '../../src/protocol/panel.ts';

/** What elements tell the panel; all bubble up to it. */
const bubbling = { bubbles: true };

/** The person changed the form. */
export class EditEvent extends Event {
  static readonly type = 'vp-edit';
  readonly patch: DraftPatch;
  /** More of it follows at once: sent when it pauses. */
  readonly isTyping: boolean;
  constructor(patch: DraftPatch, isTyping = false) {
    super(EditEvent.type, bubbling);
    this.patch = patch;
    this.isTyping = isTyping;
  }
}

/** The person has left a field: its findings may show. */
export class TouchedEvent extends Event {
  static readonly type = 'vp-touched';
  readonly field: string;
  constructor(field: string) {
    super(TouchedEvent.type, bubbling);
    this.field = field;
  }
}

export class GenerateEvent extends Event {
  static readonly type = 'vp-generate';
  constructor() {
    super(GenerateEvent.type, bubbling);
  }
}

/** Read out politely. */
export class AnnounceEvent extends Event {
  static readonly type = 'vp-announce';
  readonly text: string;
  constructor(text: string) {
    super(AnnounceEvent.type, bubbling);
    this.text = text;
  }
}
