import { webcrypto } from 'node:crypto';
import { readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageType } from '../core/catalogue/model.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { ImageSnapshot } from '../core/job.ts';
import { isMissing, onDisk } from './diskError.ts';
import { fileFacts, type OpenFile, openFlags, writeWhole } from './files.ts';

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } satisfies Record<
  ImageType,
  string
>;

const snapshotName = /^([0-9a-f]{64})\.(?:png|jpg|webp)$/;

/** An image is kept before its job is in the database, while a person still reads the price: it gets this long. */
const graceMs = 60 * 60_000;

interface ShelfOptions {
  readonly open: OpenFile;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether a job that has not ended needs the image. */
  readonly isImageUsed: (sha256: string) => Promise<boolean>;
}

/** The folder of image snapshots: each file is named by its digest, so that equal images are kept once. */
export class ImageShelf {
  readonly #folder: string;
  readonly #options: ShelfOptions;

  constructor(folder: string, options: ShelfOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  async keep(bytes: Uint8Array, meta: Pick<ImageSnapshot, 'role' | 'type' | 'name'>): Promise<ImageSnapshot> {
    const snapshot: ImageSnapshot = { ...meta, sha256: await digest(bytes), bytes: bytes.length };
    const path = this.#path(snapshot);
    await onDisk(path, async () => {
      if ((await fileFacts(path))?.bytes === bytes.length && (await this.#renew(path))) return;
      await writeWhole(path, bytes, { isDurable: true, open: this.#options.open });
    });
    return snapshot;
  }

  async read(image: ImageSnapshot): Promise<Uint8Array> {
    const path = this.#path(image);
    const bytes = await onDisk(path, async () => {
      const handle = await this.#options.open(path, openFlags.read);
      try {
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    });
    if ((await digest(bytes)) === image.sha256) return bytes;
    throw new VideoPromptError('disk', say('disk.imageChanged', { name: image.name, path }));
  }

  /** Removes what no open job needs and nobody has just kept. */
  async prune(): Promise<void> {
    await onDisk(this.#folder, async () => {
      for (const name of await readdir(this.#folder)) {
        const path = join(this.#folder, name);
        if (!(await this.#isOld(path))) continue;
        const sha256 = snapshotName.exec(name)?.[1];
        if (sha256 !== undefined && (await this.#options.isImageUsed(sha256))) continue;
        // Once more: it may have been kept again while the database was asked.
        if (await this.#isOld(path)) await rm(path, { force: true });
      }
    });
  }

  async #isOld(path: string): Promise<boolean> {
    const facts = await fileFacts(path);
    return facts !== undefined && this.#options.now() - facts.changedAt > graceMs;
  }

  /** False where it was removed meanwhile. */
  async #renew(path: string): Promise<boolean> {
    const seconds = this.#options.now() / 1000;
    try {
      await utimes(path, seconds, seconds);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  #path(image: Pick<ImageSnapshot, 'sha256' | 'type'>): string {
    const name = `${image.sha256}.${extensions[image.type]}`;
    if (!snapshotName.test(name)) throw new VideoPromptError('disk', 'The digest of an image is not one.');
    return join(this.#folder, name);
  }
}

/** Off the main thread: an image may have tens of megabytes. */
async function digest(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}
