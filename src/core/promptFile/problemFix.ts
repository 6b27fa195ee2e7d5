import type { PromptProblem } from './problem.ts';
import type { PromptFile } from './promptFile.ts';
import type { TextEdit } from './textEdit.ts';

/** What the button of a fix says, in English, in the form that `vscode.l10n.t` takes. */
export const fixText = {
  write: 'Write {text}',
  remove: 'Remove it',
  quote: 'Put it into quotation marks',
  plainSpaces: 'Use plain spaces',
  plainMarks: 'Use plain characters',
  lineUp: 'Align it with the other keys',
  indent: 'Indent the line',
  close: 'Close it',
  commentAbove: 'Put the comment on a line above',
  removeKey: 'Remove the key “{key}”',
  list: 'Make it a list',
  moveUp: 'Move the options to the first line',
  moveOptions: 'Move it to the options',
  emptyLine: 'Add an empty line above the hyphens',
  hide: 'Put it into a comment',
  ownLine: 'Put it on a line of its own',
  lineEnd: 'Use an ordinary line break',
  titleBelow: 'Repeat the heading’s text below it',
  firstFrame: 'Use the image as first frame',
  reference: 'Use the image as reference',
} as const;

/** A change that settles a problem. */
export interface ProblemFix {
  readonly words: keyof typeof fixText;
  readonly args?: Readonly<Record<string, string>>;
  readonly edits: readonly TextEdit[];
}

export type FixMaker = (file: PromptFile, problem: PromptProblem) => readonly ProblemFix[];
