import * as vscode from 'vscode';
import { condenseImage } from '../../core/imageFile/condenseImage.ts';
import { uploadImage } from '../../core/imageFile/uploadImage.ts';
import type { ImageInput } from '../../core/imageInput.ts';
import { createReadQueue } from '../../core/readQueue.ts';
import { notFetched } from '../../core/recipe.ts';
import type { RequestImage } from '../../core/request.ts';
import { readLfsPointer } from '../../core/lfsPointer.ts';
import { baseName, isPublicLink } from '../../core/uriPath.ts';
import { maxImageBytes, type PathRefusal } from '../../core/workspacePath.ts';
import { inspect } from '../../engine/batchImages.ts';
import type { ImageRead, Images } from '../../engine/ports.ts';
import { type DiskFile, openOnDisk, readAt } from '../../node/diskFile.ts';
import { inflatedLength } from '../../node/inflatedLength.ts';
import { sha256 } from '../../node/sha256.ts';
import type { ImageSnapshot } from '../../core/job.ts';
import { pathReasonWords } from '../../words/pathWords.ts';
import { openOwnFile, readOwnFile } from './workspaceFile.ts';
import { isNotFound, isOfType } from '../base/stat.ts';

/** Keeps copies of images under their digest. */
export interface ImageStore {
  keepImage(bytes: Uint8Array, image: Pick<ImageSnapshot, 'role' | 'type' | 'name'>): Promise<ImageSnapshot>;
}

/** Whatever a repository names: only so much of its images is in memory at a time. */
const reading = createReadQueue({ atOnce: 4, maxBytes: maxImageBytes });
/** And only so many of its files are open. */
const glancing = createReadQueue({ atOnce: 8, maxBytes: 0 });

/**
 * Reads an image that a person chose, or says what lies there instead. `namedBy`: a file of the repository names it, so
 * that it has to lie in the same workspace folder. Never throws.
 */
export async function readImage(uri: vscode.Uri, namedBy?: vscode.Uri): Promise<ImageRead> {
  if (isPublicLink(uri.toString())) return { kind: 'link' };
  if (uri.scheme !== 'file') return await readElsewhere(uri, namedBy);
  return await withImage(uri, namedBy, (file) => readWhole(uri, file));
}

/** What an image is and how much of it would be uploaded, by a small part of its file where that is enough. Never throws. */
export async function glanceAtImage(image: RequestImage, namedBy?: vscode.Uri): Promise<ImageInput> {
  const uri = vscode.Uri.parse(image.uri);
  if (isPublicLink(image.uri)) return { ...image, kind: 'link' };
  if (uri.scheme !== 'file')
    return await reading(maxImageBytes, async () =>
      inspect({ image, read: await readElsewhere(uri, namedBy) }, inflatedLength),
    );
  const glance = async (file: DiskFile): Promise<ImageInput | ImageRead> => {
    const condensed = await condenseImage(file.bytes, (position, length) => readAt(file, position, length));
    const upload = condensed === undefined ? undefined : uploadImage(condensed.bytes);
    if (condensed === undefined || upload === undefined)
      return await reading(file.bytes, async () =>
        inspect({ image, read: await readWhole(uri, file) }, inflatedLength),
      );
    // A small one was read as a whole.
    if (condensed.bytes.byteLength === file.bytes) {
      const read = { kind: 'read', bytes: condensed.bytes, name: baseName(uri) } as const;
      return await inspect({ image, read }, inflatedLength, upload);
    }
    const bytes = upload.bytes.byteLength + condensed.leftOut;
    return { ...image, kind: 'read', bytes, facts: upload.facts };
  };
  const looked = await glancing(0, () => withImage(uri, namedBy, glance));
  return 'uri' in looked ? looked : await inspect({ image, read: looked }, inflatedLength);
}

/** The sha256 of what would be uploaded of an image; `notFetched` for a pointer of Git LFS, undefined where it is none. One that is large waits for its turn. */
export async function uploadDigest(uri: vscode.Uri): Promise<string | undefined> {
  const { size } = await vscode.workspace.fs.stat(uri);
  return await reading(Math.min(size, maxImageBytes), async () => {
    const read = await readImage(uri);
    if (read.kind === 'unreadable' && read.isPointer === true) return notFetched;
    const upload = read.kind === 'read' ? uploadImage(read.bytes) : undefined;
    return upload === undefined ? undefined : sha256(upload.bytes);
  });
}

/** On a file that was opened; or why it was not. */
async function withImage<Result>(
  uri: vscode.Uri,
  namedBy: vscode.Uri | undefined,
  work: (file: DiskFile) => Promise<Result>,
): Promise<Result | ImageRead> {
  const opened =
    namedBy === undefined
      ? await openOnDisk(undefined, uri.fsPath, 'image')
      : await openOwnFile(namedBy, uri, 'image');
  if ('refusal' in opened) return refusedImage(opened.refusal, opened.bytes);
  try {
    return await work(opened);
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await opened.handle.close();
  }
}

async function readWhole(uri: vscode.Uri, file: DiskFile): Promise<ImageRead> {
  return imageOf(await readAt(file, 0, file.bytes), uri);
}

function refusedImage(refusal: PathRefusal, bytes = maxImageBytes + 1): ImageRead {
  switch (refusal) {
    case 'missing':
      return { kind: 'missing' };
    case 'folder':
      return { kind: 'directory' };
    case 'tooLarge':
      return { kind: 'oversize', bytes };
    default:
      return { kind: 'unreadable', reason: pathReasonWords(refusal) };
  }
}

async function readElsewhere(uri: vscode.Uri, namedBy: vscode.Uri | undefined): Promise<ImageRead> {
  if (namedBy !== undefined) {
    const read = await readOwnFile(namedBy, uri, 'image');
    if (read.kind === 'read') return imageOf(read.bytes, uri);
    return refusedImage(read.refusal, read.bytes);
  }
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if (isOfType(stat, vscode.FileType.Directory)) return { kind: 'directory' };
    if (!isOfType(stat, vscode.FileType.File)) return refusedImage('special');
    if (stat.size > maxImageBytes) return refusedImage('tooLarge', stat.size);
    return imageOf(await vscode.workspace.fs.readFile(uri), uri);
  } catch (error) {
    if (isNotFound(error)) return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Git LFS may have left a pointer in its place. */
function imageOf(bytes: Uint8Array, uri: vscode.Uri): ImageRead {
  if (readLfsPointer(bytes) === undefined) return { kind: 'read', bytes, name: baseName(uri) };
  const reason = vscode.l10n.t('it is not fetched yet: Git LFS has only a pointer here. Run “git lfs pull”');
  return { kind: 'unreadable', reason, isPointer: true };
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
