import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { checkVideo } from '../core/mp4.ts';
import type { Clip } from '../core/job.ts';
import { type OpenFile, openFlags } from './files.ts';

const pieceBytes = 1024 * 1024;

/** What a file is as a clip. */
export interface Inspected {
  readonly clip: Clip;
  /** For all that is known its end is missing. */
  readonly isCut: boolean;
}

export interface InspectOptions {
  /** The digest, where it is known already. */
  readonly sha256?: string | undefined;
  /** How long the clip should be, where nobody said how many bytes it has. */
  readonly expectedSeconds?: number | undefined;
}

/**
 * What the file is as a clip; undefined where it is no video. `isUnchecked`: it may be a video, and that it is a whole
 * one cannot be said. The file is read in pieces.
 */
export async function inspectClip(
  path: string,
  open: OpenFile,
  { sha256, expectedSeconds }: InspectOptions = {},
): Promise<Inspected | undefined> {
  const handle = await open(path, openFlags.read);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) return undefined;
    const check = await checkVideo(
      (offset, length) => readAt(handle, offset, length),
      facts.size,
      expectedSeconds,
    );
    const extension = check.kind === 'whole' ? '.mp4' : check.extension;
    if (extension === undefined) return undefined;
    return {
      clip: {
        bytes: facts.size,
        sha256: sha256 ?? (await digestFile(handle)),
        extension,
        ...(check.durationSeconds === undefined ? {} : { durationSeconds: check.durationSeconds }),
        ...(check.width === undefined ? {} : { width: check.width }),
        ...(check.height === undefined ? {} : { height: check.height }),
        ...(check.codecs === undefined ? {} : { codecs: check.codecs }),
        ...(check.kind === 'broken' ? { isUnchecked: true } : {}),
      },
      isCut: check.kind === 'broken' && check.isCut,
    };
  } finally {
    await handle.close();
  }
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
