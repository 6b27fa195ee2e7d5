import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { VideoPromptError } from '../../../src/core/errors.ts';
import { openFile, type OpenFile } from '../../../src/store/files.ts';
import { type DiskVault, openVault, type VaultOptions } from '../../../src/store/vault.ts';
import { box, join as joinBytes, mp4 } from '../core/mp4Builder.ts';
import { inDirectory } from './directory.ts';

export const now = Date.UTC(2026, 9, 1);
export const hour = 60 * 60_000;
export const going = new AbortController().signal;
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const isDiskError = (words: RegExp) => (error: unknown) =>
  error instanceof VideoPromptError && error.code === 'disk' && words.test(error.message);

/** A whole video of some megabytes. */
export const video = joinBytes(mp4(), box('free', new Uint8Array(3 * 1024 * 1024).fill(9)));

export async function* chunksOf(
  bytes: Uint8Array,
  chunkBytes: number,
  end?: Error,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield bytes.subarray(at, at + chunkBytes);
    await Promise.resolve();
  }
  if (end !== undefined) throw end;
}

interface Sent {
  readonly from?: number;
  readonly to?: number;
  readonly etag?: string | undefined;
  readonly totalBytes?: number;
  readonly chunkBytes?: number;
  readonly end?: Error;
}

/** An answer that carries a part of the video. */
export function answer(bytes: Uint8Array, sent: Sent = {}) {
  const { from = 0, to = bytes.length, chunkBytes = 65_536, etag = '"v1"', ...rest } = { ...sent };
  return {
    kind: 'bytes',
    from,
    ...('etag' in sent && sent.etag === undefined ? {} : { etag }),
    ...(rest.totalBytes === undefined ? {} : { totalBytes: rest.totalBytes }),
    body: chunksOf(bytes.subarray(from, to), chunkBytes, rest.end),
  } as const;
}

export async function inVault(
  work: (vault: DiskVault, directory: string) => Promise<void>,
  options: Partial<VaultOptions> = {},
): Promise<void> {
  await inDirectory(async (directory) => {
    await work(await reopen(directory, options), directory);
  });
}

export const reopen = (directory: string, options: Partial<VaultOptions> = {}) =>
  openVault(directory, { isImageUsed: () => Promise.resolve(false), now: () => now, ...options });

/** Opens real files; the writes of each handle go through the given function first. */
export function watchingWrites(onWrite: (bytes: number) => void): OpenFile {
  return async (path, flags, mode) => {
    const handle = await openFile(path, flags, mode);
    return new Proxy(handle, {
      get(target, name) {
        if (name === 'writev') {
          return async (...[buffers, position]: Parameters<FileHandle['writev']>) => {
            onWrite(buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0));
            return await target.writev(buffers, position);
          };
        }
        const value: unknown = Reflect.get(target, name, target);
        // Methods of a handle work on a real handle only.
        return value instanceof Function
          ? (...args: unknown[]): unknown => Reflect.apply(value, target, args)
          : value;
      },
    });
  };
}

export const photo = { role: 'first', type: 'image/png', name: 'boat.png' } as const;
