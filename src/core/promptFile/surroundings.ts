import { shownText } from '../shownText.ts';
import { type PathKind, pathRule, type PlaceRefusal } from '../workspacePath.ts';
import type { KeyPath, ReportProblem } from './problem.ts';
import type { TextRange } from './textRange.ts';

/** The text of a file, or why it cannot be had: in words for people, or because it is none of the prompt file's business. */
export type LoadedText =
  | { readonly text: string }
  | { readonly reason: string; readonly isMissing?: true }
  | { readonly refusal: PlaceRefusal };

/** Gives the text of a file that another one extends, at any distance. */
export type LoadText = (uri: string) => LoadedText | Promise<LoadedText>;

/** What a prompt file can get at. */
export interface Surroundings {
  readonly load: LoadText;
  /**
   * Whether a path may be followed; undefined: it may, though nothing may lie there. `place` is a URI, or the text of
   * `output` as it is written.
   */
  readonly refusal: (
    place: string,
    kind: Extract<PathKind, 'promptFile' | 'base' | 'image' | 'clip' | 'output'>,
  ) => PlaceRefusal | undefined | Promise<PlaceRefusal | undefined>;
}

export function reportRefusal(
  report: ReportProblem,
  refusal: PlaceRefusal,
  kind: PathKind,
  written: string,
  range: TextRange,
  keys: KeyPath,
): void {
  const path = shownText(written);
  switch (refusal) {
    case 'outside':
      report('path.elsewhere', range, { path }, keys);
      return;
    case 'link':
      report('path.link', range, { path }, keys);
      return;
    case 'type':
      report('path.type', range, { path, allowed: pathRule(kind).endings.join(', ') }, keys);
      return;
  }
}
