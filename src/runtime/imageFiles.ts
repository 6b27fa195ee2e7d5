import { condenseImage } from '../core/imageFile/condenseImage.ts';
import { uploadImage } from '../core/imageFile/uploadImage.ts';
import type { ImageInput } from '../core/imageInput.ts';
import type { ImageSnapshot } from '../core/job.ts';
import { readLfsPointer } from '../core/lfsPointer.ts';
import { createReadQueue } from '../core/readQueue.ts';
import { notFetched } from '../core/recipe.ts';
import type { RequestImage } from '../core/request.ts';
import { maxImageBytes, type PathRefusal } from '../core/workspacePath.ts';
import { inspect } from '../engine/batchImages.ts';
import type { ImageRead } from '../engine/ports.ts';
import { type DiskFile, type openOnDisk, readAt } from '../node/diskFile.ts';
import { inflatedLength } from '../node/inflatedLength.ts';
import { sha256 } from '../node/sha256.ts';
import { pathReasonWords, pointerReasonWords } from '../words/pathWords.ts';

/** Keeps copies of images under their digest. */
export interface ImageStore {
  keepImage(bytes: Uint8Array, image: Pick<ImageSnapshot, 'role' | 'type' | 'name'>): Promise<ImageSnapshot>;
}

/** Opens the file of an image, or says why not. */
type OpenImage = () => ReturnType<typeof openOnDisk>;

/** Whatever a repository names: only so much of its images is in memory at a time. */
const reading = createReadQueue({ atOnce: 4, maxBytes: maxImageBytes });
/** And only so many of its files are open. */
const glancing = createReadQueue({ atOnce: 8, maxBytes: 0 });

/** The image in a file of the disk, or what lies there instead. `name`: of the file. Never throws. */
export async function readImageFile(open: OpenImage, name: string): Promise<ImageRead> {
  return await withImage(open, (file) => readWhole(file, name));
}

/** What an image is and how much of it would be uploaded, by a small part of its file where that is enough. Never throws. */
export async function glanceAtImageFile(
  open: OpenImage,
  image: RequestImage,
  name: string,
): Promise<ImageInput> {
  const glance = async (file: DiskFile): Promise<ImageInput | ImageRead> => {
    const condensed = await condenseImage(file.bytes, (position, length) => readAt(file, position, length));
    const upload = condensed === undefined ? undefined : uploadImage(condensed.bytes);
    if (condensed === undefined || upload === undefined)
      return await reading(file.bytes, async () =>
        inspect({ image, read: await readWhole(file, name) }, inflatedLength),
      );
    // A small one was read as a whole.
    if (condensed.bytes.byteLength === file.bytes) {
      const read = { kind: 'read', bytes: condensed.bytes, name } as const;
      return await inspect({ image, read }, inflatedLength, upload);
    }
    const bytes = upload.bytes.byteLength + condensed.leftOut;
    return { ...image, kind: 'read', bytes, facts: upload.facts };
  };
  const looked = await glancing(0, () => withImage(open, glance));
  return 'uri' in looked ? looked : await inspect({ image, read: looked }, inflatedLength);
}

/** The same where an image can only be read as a whole. */
export async function inspectRead(image: RequestImage, read: () => Promise<ImageRead>): Promise<ImageInput> {
  return await reading(maxImageBytes, async () => inspect({ image, read: await read() }, inflatedLength));
}

/**
 * The sha256 of what would be uploaded of an image of this size; `notFetched` for a pointer of Git LFS, undefined where it
 * is none. One that is large waits for its turn.
 */
export async function uploadDigestOf(
  size: number,
  read: () => Promise<ImageRead>,
): Promise<string | undefined> {
  return await reading(Math.min(size, maxImageBytes), async () => {
    const found = await read();
    if (found.kind === 'unreadable' && found.isPointer === true) return notFetched;
    const upload = found.kind === 'read' ? uploadImage(found.bytes) : undefined;
    return upload === undefined ? undefined : sha256(upload.bytes);
  });
}

/** On a file that was opened; or why it was not. */
async function withImage<Result>(
  open: OpenImage,
  work: (file: DiskFile) => Promise<Result>,
): Promise<Result | ImageRead> {
  const opened = await open();
  if ('refusal' in opened) return refusedImage(opened.refusal, opened.bytes);
  try {
    return await work(opened);
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await opened.handle.close();
  }
}

async function readWhole(file: DiskFile, name: string): Promise<ImageRead> {
  return imageOf(await readAt(file, 0, file.bytes), name);
}

/** What lies there instead of an image that can be read. `bytes`: of a file that is too large. */
export function refusedImage(refusal: PathRefusal, bytes = maxImageBytes + 1): ImageRead {
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

/** Git LFS may have left a pointer in its place. */
export function imageOf(bytes: Uint8Array, name: string): ImageRead {
  if (readLfsPointer(bytes) === undefined) return { kind: 'read', bytes, name };
  return { kind: 'unreadable', reason: pointerReasonWords(), isPointer: true };
}
