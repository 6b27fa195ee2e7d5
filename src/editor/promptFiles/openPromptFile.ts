import * as vscode from 'vscode';
import type { LoadedText } from '../../core/promptFile/loadBases.ts';
import { maxPromptFileBytes, readPromptFile } from '../../core/promptFile/readPromptFile.ts';
import type { ResolvedPromptFile } from '../../core/promptFile/resolvedFile.ts';
import { resolvePromptFile } from '../../core/promptFile/resolvePromptFile.ts';

/** A prompt file as it stands now, with all that it takes from others: what is open in the editor counts, saved or not. */
export async function openPromptFile(uri: vscode.Uri): Promise<ResolvedPromptFile> {
  const loaded = await loadText(uri.toString());
  // What cannot be read is an empty file, which asks for nothing.
  const text = 'text' in loaded ? loaded.text : '';
  return await resolvePromptFile(readPromptFile(text), uri.toString(), loadText);
}

async function loadText(uri: string): Promise<LoadedText> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open !== undefined) return { text: open.getText() };
  try {
    const parsed = vscode.Uri.parse(uri);
    const { size } = await vscode.workspace.fs.stat(parsed);
    if (size > maxPromptFileBytes) return { reason: vscode.l10n.t('it is too large') };
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(parsed)) };
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    return { reason: isMissing ? vscode.l10n.t('it does not exist') : String(error) };
  }
}
