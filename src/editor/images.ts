import * as vscode from 'vscode';
import { isPublicLink } from '../core/uriPath.ts';
import type { ImageRead, Images } from '../engine/ports.ts';
import type { ImageStore } from './session.ts';

/** Larger files are not read at all; preflight refuses them by their size. */
const maxReadBytes = 50 * 1024 * 1024;

/** Reads an image of the workspace, or says what lies there instead. Never throws. */
export async function readImage(uri: vscode.Uri): Promise<ImageRead> {
  if (isPublicLink(uri.toString())) return { kind: 'link' };
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if ((stat.type & vscode.FileType.Directory) !== 0) return { kind: 'directory' };
    // A pipe or a device may never end, or never begin.
    if ((stat.type & vscode.FileType.File) === 0) {
      return { kind: 'unreadable', reason: vscode.l10n.t('this is no ordinary file') };
    }
    if (stat.size > maxReadBytes) return { kind: 'oversize', bytes: stat.size };
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { kind: 'read', bytes, name: baseName(uri) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

export function createImages(store: ImageStore): Images {
  return {
    read: (image) => readImage(vscode.Uri.parse(image.uri)),
    keep: (bytes, image, type, name) => store.keepImage(bytes, { role: image.role, type, name }),
  };
}
