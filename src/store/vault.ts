import { join } from 'node:path';
import type { ImageSnapshot, Job } from '../core/job.ts';
import type { Vault } from '../engine/ports.ts';
import { ClipShelf } from './clipShelf.ts';
import { onDisk } from './diskError.ts';
import { type FreeBytes, freeBytesOf } from './diskRoom.ts';
import { folderBytes, openFile, type OpenFile, ownFolder } from './files.ts';
import { ImageShelf } from './imageShelf.ts';
import { TaskNotes } from './taskNotes.ts';

export interface VaultOptions {
  /** Whether a job that has not ended needs the image. */
  readonly isImageUsed: (sha256: string) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly open?: OpenFile;
  readonly freeBytes?: FreeBytes;
}

export interface DiskVault extends Vault {
  /** Keeps a copy under its digest; on disk when it resolves. Unless a job takes it, it stays for an hour. */
  keepImage(bytes: Uint8Array, meta: Pick<ImageSnapshot, 'role' | 'type' | 'name'>): Promise<ImageSnapshot>;
  /** Where the job's clip lies while its state is `stored`. */
  clipPath(job: Pick<Job, 'id' | 'clip'>): string;
  /** Removes images that no open job needs. */
  prune(): Promise<void>;
  /** Bytes of everything that is kept. */
  size(): Promise<number>;
}

/** Makes the folders `images` and `clips` in the directory. All methods throw VideoPromptError `disk`. */
export async function openVault(directory: string, options: VaultOptions): Promise<DiskVault> {
  const { isImageUsed, now = Date.now, open = openFile, freeBytes = freeBytesOf } = options;
  const imageFolder = await ownFolder(join(directory, 'images'));
  const clipFolder = await ownFolder(join(directory, 'clips'));
  const images = new ImageShelf(imageFolder, { open, now, isImageUsed });
  const clips = new ClipShelf(clipFolder, open, freeBytes);
  const notes = new TaskNotes(join(directory, 'tasks'), open);
  return {
    keepImage: (bytes, meta) => images.keep(bytes, meta),
    readImage: (image) => images.read(image),
    partial: (jobId) => clips.partial(jobId),
    receive: (jobId, download, signal) => clips.receive(jobId, download, signal),
    received: (jobId, hints) => clips.received(jobId, hints),
    accept: (jobId, hints) => clips.accept(jobId, hints),
    noteTask: (note) => notes.write(note),
    notedTasks: () => notes.read(),
    dropTaskNote: (jobId) => notes.remove(jobId),
    clipPath: (job) => clips.path(job),
    async discard(job) {
      await clips.discard(job.id);
      await images.prune();
    },
    prune: () => images.prune(),
    size: () =>
      onDisk(directory, async () => (await folderBytes(imageFolder)) + (await folderBytes(clipFolder))),
  };
}
