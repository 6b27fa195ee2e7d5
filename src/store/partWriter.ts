import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Small chunks are collected to writes of this size. */
const batchBytes = 1024 * 1024;
/** After so many bytes what was written is put on the disk for certain. */
const checkpointBytes = 16 * 1024 * 1024;

interface WriterOptions {
  readonly handle: FileHandle;
  /** Where in the file the first byte goes. */
  readonly from: number;
  /** Called after the first `bytes` bytes of the file have reached the disk. */
  readonly onCheckpoint: (bytes: number) => Promise<void>;
}

/**
 * Writes a stream to a file: one write is under way while the next is collected, so at most two batches are held. The
 * digest is made on the way when the stream starts at 0.
 */
export class PartWriter {
  readonly #handle: FileHandle;
  readonly #onCheckpoint: (bytes: number) => Promise<void>;
  readonly #hash: Hash | undefined;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #position: number;
  #writing: Promise<void> = Promise.resolve();
  #checkpointAt: number;
  #checkpoint: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;

  constructor({ handle, from, onCheckpoint }: WriterOptions) {
    this.#handle = handle;
    this.#onCheckpoint = onCheckpoint;
    this.#position = from;
    this.#checkpointAt = from;
    this.#hash = from === 0 ? createHash('sha256') : undefined;
  }

  async add(chunk: Uint8Array): Promise<void> {
    this.#hash?.update(chunk);
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes >= batchBytes) await this.#startWrite();
  }

  /** Writes what is left and puts everything on the disk; gives the size of the file. */
  async finish(): Promise<number> {
    await this.#startWrite();
    await this.#writing;
    await this.#checkpoint;
    this.#assertSound();
    await this.#handle.datasync();
    return this.#position;
  }

  /** After an error: puts on the disk what can be, and gives the size of what is certainly there. */
  async salvage(): Promise<number> {
    await this.#noting(() => this.#startWrite());
    await this.#writing;
    await this.#checkpoint;
    await this.#handle.datasync();
    return this.#position;
  }

  /** Lower-case hex; undefined where the stream did not start at 0. Ends the hashing. */
  digest(): string | undefined {
    return this.#hash?.digest('hex');
  }

  /** Resolves when the write before it has ended, not this one. */
  async #startWrite(): Promise<void> {
    await this.#writing;
    this.#assertSound();
    if (this.#pendingBytes === 0) return;
    const [batch, bytes, position] = [this.#pending, this.#pendingBytes, this.#position];
    this.#pending = [];
    this.#pendingBytes = 0;
    if (position - this.#checkpointAt >= checkpointBytes) this.#startCheckpoint(position);
    this.#writing = this.#noting(async () => {
      await writeAll(this.#handle, batch, position);
      this.#position = position + bytes;
    });
  }

  #startCheckpoint(bytes: number): void {
    this.#checkpointAt = bytes;
    const earlier = this.#checkpoint;
    this.#checkpoint = this.#noting(async () => {
      await earlier;
      await this.#handle.datasync();
      await this.#onCheckpoint(bytes);
    });
  }

  /** Runs in the background; what it throws is thrown by the next call. */
  async #noting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  #assertSound(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

async function writeAll(handle: FileHandle, batch: readonly Uint8Array[], start: number): Promise<void> {
  const { bytesWritten } = await handle.writev(batch, start);
  let rest = batch.length === 0 ? new Uint8Array() : remainder(batch, bytesWritten);
  for (let position = start + bytesWritten; rest.length > 0;) {
    // Rare: the system took only a part, mostly because the disk is nearly full.
    const { bytesWritten: more } = await handle.write(rest, 0, rest.length, position);
    position += more;
    rest = rest.subarray(more);
  }
}

function remainder(batch: readonly Uint8Array[], written: number): Uint8Array {
  const total = batch.reduce((sum, chunk) => sum + chunk.length, 0);
  return written === total ? new Uint8Array() : Buffer.concat(batch).subarray(written);
}
