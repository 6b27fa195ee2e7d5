import type { TextRange } from './textRange.ts';

/** Puts a text in the place of a range. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** The edits do not overlap; those at one place come in the order given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = '';
  let at = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    edited += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return edited + text.slice(at);
}
