import * as vscode from 'vscode';
import { plainUri } from '../../core/uriPath.ts';
import { writeBeside } from '../promptFiles/writeBeside.ts';
import { copyEdits } from '../../promptLanguage/copyEdits.ts';
import type { PromptChecks } from './promptChecks.ts';
import { editsOf } from '../base/ranges.ts';
import { isTrusted } from '../base/trust.ts';

/** A clip of a prompt file. */
export interface ClipPlace {
  readonly file: vscode.Uri;
  readonly slug: string;
  readonly cell: string;
}

export interface DrawnCopy {
  /** The address of the image that it was drawn from. */
  readonly original: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes a copy beside its original and lets the prompt file name it in the original's place; shows the file. Undefined
 * where the file does not name the original any more, or may not be written.
 */
export async function writeCopy(
  { file: uri, slug, cell }: ClipPlace,
  { original, name, bytes }: DrawnCopy,
  checks: PromptChecks,
): Promise<string | undefined> {
  if (!isTrusted()) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  /** What names the copy in the original's place, by what the document says when it is asked for. */
  const editsFor = async (copyUri: string): Promise<readonly vscode.TextEdit[] | undefined> => {
    const { version } = document;
    const { shots, resolved } = await checks.of(document);
    if (document.version !== version) return await editsFor(copyUri);
    const plan = shots.find((one) => one.shot.slug === slug && one.cell.key === cell);
    const index =
      plan?.cell.images.findIndex((one) => one.kind === 'file' && plainUri(one.uri) === plainUri(original)) ??
      -1;
    if (plan === undefined || index < 0) return undefined;
    const edits = copyEdits({ file: resolved.file, fileUri: resolved.uri }, plan, index, copyUri);
    return edits && editsOf(resolved.file, edits);
  };
  // Before anything is written.
  const beside = original.replace(/[^/]*$/, () => encodeURIComponent(name));
  if ((await editsFor(beside)) === undefined) return undefined;
  const from = vscode.Uri.parse(original);
  const isInside = vscode.workspace.getWorkspaceFolder(from) !== undefined;
  const copy = await writeBeside(isInside ? from : uri, name, bytes);
  const edits = await editsFor(copy.toString());
  if (edits === undefined) return undefined;
  const change = new vscode.WorkspaceEdit();
  change.set(uri, [...edits]);
  if (!(await vscode.workspace.applyEdit(change))) return undefined;
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, shown?.viewColumn);
  return copy.toString();
}
