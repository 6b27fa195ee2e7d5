import * as vscode from 'vscode';
import type { LoadedText } from '../../../core/promptFile/loadBases.ts';
import type { PromptFile } from '../../../core/promptFile/promptFile.ts';
import { maxPromptFileBytes, readPromptFile } from '../../../core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../core/promptFile/resolvePromptFile.ts';
import type { ResolvedPromptFile } from '../../../core/promptFile/resolvedFile.ts';
import { plainUri } from '../../../core/uriPath.ts';

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
    resolve: (document) => resolvePromptFile(file(document), document.uri.toString(), loadText),
  };
}

/** A file as it stands in its editor, else on the disk. */
export async function loadText(uri: string): Promise<LoadedText> {
  const open = vscode.workspace.textDocuments.find((one) => plainUri(one.uri.toString()) === uri);
  if (open !== undefined) return { text: open.getText() };
  const place = vscode.Uri.parse(uri);
  try {
    const { size, type } = await vscode.workspace.fs.stat(place);
    // A pipe or a device may never end, or never begin.
    if ((type & vscode.FileType.File) === 0) return { reason: vscode.l10n.t('this is no ordinary file') };
    if (size > maxPromptFileBytes) return { reason: vscode.l10n.t('it is too large') };
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(place)) };
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    if (isMissing) return { reason: vscode.l10n.t('it does not exist') };
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
