import * as vscode from 'vscode';
import { isPublicLink } from '../core/uriPath.ts';
import { maxImageBytes } from '../core/workspacePath.ts';
import type { ImageRead, Images } from '../engine/ports.ts';
import type { ImageStore } from './session.ts';
import { pathReasonWords } from './words/pathWords.ts';
import { readOwnFile } from './workspaceFile.ts';

/**
 * Reads an image that a person chose, or says what lies there instead. `namedBy`: a file of the repository names it, so
 * that it has to lie in the same workspace folder. Never throws.
 */
export async function readImage(uri: vscode.Uri, namedBy?: vscode.Uri): Promise<ImageRead> {
  if (isPublicLink(uri.toString())) return { kind: 'link' };
  if (namedBy !== undefined) return await readNamedImage(uri, namedBy);
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if ((stat.type & vscode.FileType.Directory) !== 0) return { kind: 'directory' };
    // A pipe or a device may never end, or never begin.
    if ((stat.type & vscode.FileType.File) === 0) {
      return { kind: 'unreadable', reason: vscode.l10n.t('this is no ordinary file') };
    }
    if (stat.size > maxImageBytes) return { kind: 'oversize', bytes: stat.size };
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { kind: 'read', bytes, name: baseName(uri) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function readNamedImage(uri: vscode.Uri, namedBy: vscode.Uri): Promise<ImageRead> {
  const read = await readOwnFile(namedBy, uri, 'image');
  if (read.kind === 'read') return { kind: 'read', bytes: read.bytes, name: baseName(uri) };
  switch (read.refusal) {
    case 'missing':
      return { kind: 'missing' };
    case 'folder':
      return { kind: 'directory' };
    case 'tooLarge':
      return { kind: 'oversize', bytes: read.bytes ?? maxImageBytes + 1 };
    default:
      return { kind: 'unreadable', reason: pathReasonWords(read.refusal) };
  }
}

export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

export function createImages(store: ImageStore): Images {
  return {
    // The frame of a clip is a copy of our own.
    read: (image, namedBy) =>
      readImage(
        vscode.Uri.parse(image.uri),
        namedBy === undefined || image.clip !== undefined ? undefined : vscode.Uri.parse(namedBy),
      ),
    keep: (bytes, image, type, name) => store.keepImage(bytes, { role: image.role, type, name }),
  };
}
