import * as vscode from 'vscode';
import type { ImageInput } from '../../core/imageInput.ts';
import type { RequestImage } from '../../core/request.ts';
import { baseName, isPublicLink } from '../../core/uriPath.ts';
import { maxImageBytes } from '../../core/workspacePath.ts';
import type { ImageRead, Images } from '../../engine/ports.ts';
import { openOnDisk } from '../../node/diskFile.ts';
import { inflatedLength } from '../../node/inflatedLength.ts';
import {
  glanceAtImageFile,
  imageOf,
  type ImageStore,
  inspectRead,
  readImageFile,
  refusedImage,
  uploadDigestOf,
} from '../../runtime/imageFiles.ts';
import { isNotFound, isOfType } from '../base/stat.ts';
import { openOwnFile, readOwnFile } from './workspaceFile.ts';

/**
 * Reads an image that a person chose, or says what lies there instead. `namedBy`: a file of the repository names it, so
 * that it has to lie in the same workspace folder. Never throws.
 */
export async function readImage(uri: vscode.Uri, namedBy?: vscode.Uri): Promise<ImageRead> {
  if (isPublicLink(uri.toString())) return { kind: 'link' };
  if (uri.scheme !== 'file') return await readElsewhere(uri, namedBy);
  return await readImageFile(opening(uri, namedBy), baseName(uri));
}

/** What an image is and how much of it would be uploaded, by a small part of its file where that is enough. Never throws. */
export async function glanceAtImage(image: RequestImage, namedBy?: vscode.Uri): Promise<ImageInput> {
  const uri = vscode.Uri.parse(image.uri);
  if (isPublicLink(image.uri)) return { ...image, kind: 'link' };
  if (uri.scheme !== 'file') return await inspectRead(image, () => readElsewhere(uri, namedBy));
  return await glanceAtImageFile(opening(uri, namedBy), image, baseName(uri));
}

/** The sha256 of what would be uploaded of an image; `notFetched` for a pointer of Git LFS, undefined where it is none. */
export async function uploadDigest(uri: vscode.Uri): Promise<string | undefined> {
  const { size } = await vscode.workspace.fs.stat(uri);
  return await uploadDigestOf(size, () => readImage(uri));
}

function opening(uri: vscode.Uri, namedBy: vscode.Uri | undefined) {
  return async () =>
    namedBy === undefined
      ? await openOnDisk(undefined, uri.fsPath, 'image')
      : await openOwnFile(namedBy, uri, 'image');
}

async function readElsewhere(uri: vscode.Uri, namedBy: vscode.Uri | undefined): Promise<ImageRead> {
  if (namedBy !== undefined) {
    const read = await readOwnFile(namedBy, uri, 'image');
    if (read.kind === 'read') return imageOf(read.bytes, baseName(uri));
    return refusedImage(read.refusal, read.bytes);
  }
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if (isOfType(stat, vscode.FileType.Directory)) return { kind: 'directory' };
    if (!isOfType(stat, vscode.FileType.File)) return refusedImage('special');
    if (stat.size > maxImageBytes) return refusedImage('tooLarge', stat.size);
    return imageOf(await vscode.workspace.fs.readFile(uri), baseName(uri));
  } catch (error) {
    if (isNotFound(error)) return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
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
    inflatedLength,
  };
}
