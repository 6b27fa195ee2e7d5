import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { checkVideo } from '../core/mp4.ts';
import type { Clip } from '../core/job.ts';
import { type OpenFile, openFlags } from './files.ts';

const pieceBytes = 1024 * 1024;

/**
 * What the file is as a clip; undefined where it is no video. `isUnchecked`: it begins as a video and is not a whole one,
 * as far as we can tell. The file is read in pieces. `sha256`: its digest where it is known already.
 */
export async function inspectClip(path: string, open: OpenFile, sha256?: string): Promise<Clip | undefined> {
  const handle = await open(path, openFlags.read);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) return undefined;
    const check = await checkVideo((offset, length) => readAt(handle, offset, length), facts.size);
    if (check.kind === 'broken') {
      if (!isMp4Start(await readAt(handle, 4, 4))) return undefined;
      const digest = sha256 ?? (await digestFile(handle));
      return { bytes: facts.size, sha256: digest, extension: '.mp4', isUnchecked: true };
    }
    return {
      bytes: facts.size,
      sha256: sha256 ?? (await digestFile(handle)),
      extension: check.kind === 'other' ? check.extension : '.mp4',
      ...(check.durationSeconds === undefined ? {} : { durationSeconds: check.durationSeconds }),
      ...(check.width === undefined ? {} : { width: check.width }),
      ...(check.height === undefined ? {} : { height: check.height }),
      ...(check.codecs === undefined ? {} : { codecs: check.codecs }),
    };
  } finally {
    await handle.close();
  }
}

function isMp4Start(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes) === 'ftyp';
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
}

async function digestFile(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(pieceBytes);
  for (let offset = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
    offset += bytesRead;
  }
}
