import type * as vscode from 'vscode';
import { readPromptFile } from '../../core/promptFile/readPromptFile.ts';
import type { ResolvedPromptFile } from '../../core/promptFile/resolvedFile.ts';
import { resolvePromptFile } from '../../core/promptFile/resolvePromptFile.ts';
import { loadPromptFile, surroundingsOf } from './surroundings.ts';

/** A prompt file as it stands now, with all that it takes from others: what is open in the editor counts, saved or not. */
export async function openPromptFile(uri: vscode.Uri): Promise<ResolvedPromptFile> {
  const loaded = await loadPromptFile(uri);
  // What cannot be read is an empty file, which asks for nothing.
  const text = 'text' in loaded ? loaded.text : '';
  return await resolvePromptFile(readPromptFile(text), uri.toString(), surroundingsOf(uri));
}
