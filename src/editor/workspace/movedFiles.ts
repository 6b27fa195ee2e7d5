import * as vscode from 'vscode';
import { backwards, placeAfter } from '../../core/fileMoves.ts';
import { movePaths } from '../../core/promptFile/movePaths.ts';
import { readPromptFile } from '../../core/promptFile/readPromptFile.ts';
import { promptFileGlob } from '../../core/promptFileName.ts';
import { editsOf } from '../base/ranges.ts';
import { isTrusted } from '../base/trust.ts';
import { movesOf, type Renamed } from './followMoves.ts';
import { readOwnFile } from './workspaceFile.ts';
import { findInWorkspace } from './workspaceSearch.ts';

const maxPromptFiles = 5000;

/**
 * Writes the paths in all prompt files of the workspace anew after files or folders have moved. Files that were saved
 * are saved again; what is being edited stays so.
 */
export async function followMovedFiles(files: readonly Renamed[]): Promise<void> {
  // Nothing is written for a folder that nobody trusts.
  if (!isTrusted()) return;
  const moves = movesOf(files);
  const moved = (uri: string) => placeAfter(uri, moves)?.uri;
  const onDisk = new Map<vscode.Uri, string>();
  for (const uri of await findInWorkspace(promptFileGlob, { most: maxPromptFiles })) {
    const read = await readOwnFile(uri, uri, 'promptFile');
    if (read.kind === 'read') onDisk.set(uri, new TextDecoder().decode(read.bytes));
  }

  // From here to the edit nothing is waited for: what is typed meanwhile would move the places that are edited.
  const edit = new vscode.WorkspaceEdit();
  const saved: vscode.Uri[] = [];
  for (const [uri, savedText] of onDisk) {
    const newFileUri = uri.toString();
    const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === newFileUri);
    const file = readPromptFile(open?.getText() ?? savedText);
    const fileUri = placeAfter(newFileUri, backwards(moves))?.uri ?? newFileUri;
    const edits = movePaths(file, { fileUri, newFileUri, moved });
    if (edits.length === 0) continue;
    edit.set(uri, editsOf(file, edits));
    // `isDirty` comes later than the text that was typed.
    const isSaved =
      open === undefined || (!open.isDirty && withPlainEnds(open.getText()) === withPlainEnds(savedText));
    if (isSaved) saved.push(uri);
  }
  if (edit.size === 0 || !(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return;
  for (const uri of saved) await vscode.workspace.save(uri);
}

/** An editor gives the lines of a text one kind of end. */
function withPlainEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
