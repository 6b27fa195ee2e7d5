import type { Paragraph } from '../core/shownText.ts';

/** A key, a value or a name that may be written. */
export interface Choice {
  readonly kind: 'key' | 'value' | 'model' | 'role' | 'file' | 'shot' | 'image';
  readonly label: string;
  /** As it is written; absent: the label. */
  readonly text?: string;
  readonly detail?: string;
  readonly description?: string;
  readonly documentation?: readonly Paragraph[];
  /** It is in force now. */
  readonly isCurrent?: boolean;
}
