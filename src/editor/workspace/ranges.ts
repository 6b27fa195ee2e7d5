import * as vscode from 'vscode';
import { positionAt } from '../../core/promptFile/lines.ts';
import type { PromptFile } from '../../core/promptFile/promptFile.ts';
import type { TextRange } from '../../core/promptFile/textRange.ts';
import type { TextEdit } from '../../core/promptFile/textEdit.ts';

type Lines = Pick<PromptFile, 'lineStarts'>;

export function positionOf({ lineStarts }: Lines, offset: number): vscode.Position {
  const { line, column } = positionAt(lineStarts, offset);
  return new vscode.Position(line - 1, column - 1);
}

export function rangeOf(file: Lines, { start, end }: TextRange): vscode.Range {
  return new vscode.Range(positionOf(file, start), positionOf(file, end));
}

export function offsetOf({ text, lineStarts }: PromptFile, { line, character }: vscode.Position): number {
  const start = lineStarts[line] ?? text.length;
  return Math.min(start + character, lineStarts[line + 1] ?? text.length);
}

export function editOf(file: Lines, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(rangeOf(file, edit), edit.text);
}
