import * as vscode from 'vscode';
import { plainLines } from '../../../core/shownText.ts';

/** Puts lines on the clipboard; a foreign text in one cannot begin another, which a terminal would run. */
export async function copyLines(...lines: readonly string[]): Promise<void> {
  await vscode.env.clipboard.writeText(plainLines(lines));
}
