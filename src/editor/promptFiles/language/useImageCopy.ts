import * as vscode from 'vscode';
import { movePaths } from '../../../core/promptFile/movePaths.ts';
import type { TextEdit } from '../../../core/promptFile/textEdit.ts';
import { readPromptFile } from '../../../core/promptFile/readPromptFile.ts';
import { plainUri } from '../../../core/uriPath.ts';
import { baseName } from '../../images.ts';
import type { ImageCopy } from '../../panel/repair.ts';
import { editOf } from './ranges.ts';

const maxCounter = 1000;

/** A shot of a prompt file. */
export interface ShotPlace {
  readonly file: vscode.Uri;
  readonly slug: string;
}

/**
 * Saves a copy that was drawn of an image beside the original, and writes its path where the shot names the original, or, where
 * it does not, where its file does. The original stays.
 */
export async function useImageCopy({ file, slug }: ShotPlace, made: ImageCopy): Promise<void> {
  const original = vscode.Uri.parse(made.original);
  // Beside an image of another place nobody expects a new one.
  const isInside = vscode.workspace.getWorkspaceFolder(original) !== undefined;
  const saved = await saveBeside(isInside ? original : file, made);
  const document = await vscode.workspace.openTextDocument(file);
  const read = readPromptFile(document.getText());
  const moved = (uri: string) => (plainUri(uri) === plainUri(made.original) ? saved.toString() : undefined);
  const all = movePaths(read, { fileUri: file.toString(), moved });
  const range = read.shots.find((shot) => shot.slug === slug)?.range;
  const isOwn = ({ start, end }: TextEdit) => range !== undefined && range.start <= start && end <= range.end;
  const edits = all.some(isOwn) ? all.filter(isOwn) : all;
  const name = vscode.workspace.asRelativePath(saved);
  if (edits.length === 0) {
    const text = vscode.l10n.t(
      'The copy was saved as {0}. {1} does not name the image itself: write this path where it stands.',
      name,
      baseName(file),
    );
    void vscode.window.showWarningMessage(text);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    file,
    edits.map((one) => editOf(read, one)),
  );
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const show = vscode.l10n.t('Show');
  const text = vscode.l10n.t('{0} uses the copy now, {1}. The original is unchanged.', baseName(file), name);
  if ((await vscode.window.showInformationMessage(text, show)) === show)
    await vscode.window.showTextDocument(document);
}

/** In the folder of a file, under a name that is free. */
async function saveBeside(neighbour: vscode.Uri, { copy, name }: ImageCopy): Promise<vscode.Uri> {
  const dot = name.lastIndexOf('.');
  for (let counter = 1; ; counter++) {
    const free = counter === 1 ? name : `${name.slice(0, dot)}-${counter}${name.slice(dot)}`;
    const target = vscode.Uri.joinPath(neighbour, '..', free);
    try {
      await vscode.workspace.fs.copy(vscode.Uri.parse(copy), target, { overwrite: false });
      return target;
    } catch (error) {
      const isTaken = error instanceof vscode.FileSystemError && error.code === 'FileExists';
      if (!isTaken || counter >= maxCounter) throw error;
    }
  }
}
