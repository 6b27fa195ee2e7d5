import * as vscode from 'vscode';
import { positionAt } from '../../core/promptFile/lines.ts';
import type { PromptFile } from '../../core/promptFile/promptFile.ts';
import type { TextRange } from '../../core/promptFile/textRange.ts';
import type { TextEdit } from '../../core/promptFile/textEdit.ts';

/** Where the lines of a text start. */
export type Lines = Pick<PromptFile, 'lineStarts'>;

export function positionOf({ lineStarts }: Lines, offset: number): vscode.Position {
  const { line, column } = positionAt(lineStarts, offset);
  return new vscode.Position(line - 1, column - 1);
}

export function rangeOf(lines: Lines, { start, end }: TextRange): vscode.Range {
  return new vscode.Range(positionOf(lines, start), positionOf(lines, end));
}

export function offsetOf({ text, lineStarts }: PromptFile, { line, character }: vscode.Position): number {
  const start = lineStarts[line] ?? text.length;
  return Math.min(start + character, lineStarts[line + 1] ?? text.length);
}

export function editsOf(lines: Lines, edits: readonly TextEdit[]): vscode.TextEdit[] {
  return edits.map((edit) => vscode.TextEdit.replace(rangeOf(lines, edit), edit.text));
}
