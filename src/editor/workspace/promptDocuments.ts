import type * as vscode from 'vscode';
import type { PromptFile } from '../../core/promptFile/promptFile.ts';
import { readPromptFile } from '../../core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../core/promptFile/resolvePromptFile.ts';
import type { ResolvedPromptFile } from '../../core/promptFile/resolvedFile.ts';
import { surroundingsOf } from './surroundings.ts';

/** What the open prompt files say, read once for each version. */
export interface PromptDocuments {
  file(document: vscode.TextDocument): PromptFile;
  /** With all that it takes from other files. */
  resolve(document: vscode.TextDocument): Promise<ResolvedPromptFile>;
}

export function createPromptDocuments(): PromptDocuments {
  const files = new WeakMap<vscode.TextDocument, { readonly version: number; readonly file: PromptFile }>();
  const file = (document: vscode.TextDocument) => {
    const { version } = document;
    const known = files.get(document);
    if (known?.version === version) return known.file;
    const read = readPromptFile(document.getText());
    files.set(document, { version, file: read });
    return read;
  };
  return {
    file,
    resolve: (document) =>
      resolvePromptFile(file(document), document.uri.toString(), surroundingsOf(document.uri)),
  };
}
