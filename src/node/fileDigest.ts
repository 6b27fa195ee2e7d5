import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { maxPointerBytes, readLfsPointer } from '../core/lfsPointer.ts';

/**
 * sha256 of a file in lower-case hex, read in pieces, so that a clip of any size takes no memory. Rejects also where it is
 * not an ordinary file: a pipe or a device may never end, or never begin. A pointer of Git LFS has the digest of the file that
 * it stands for.
 */
export async function fileDigest(path: string): Promise<string> {
  return await digestOf(piecesOf(path));
}

/** The same of bytes from elsewhere. */
export async function digestOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const start = Buffer.alloc(maxPointerBytes);
  let bytes = 0;
  for await (const piece of pieces) {
    if (bytes < start.length) start.set(piece.subarray(0, start.length - bytes), bytes);
    bytes += piece.length;
    hash.update(piece);
  }
  return readLfsPointer(start.subarray(0, bytes))?.sha256 ?? hash.digest('hex');
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  if (!(await stat(path)).isFile()) throw notOrdinary(path);
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    // What was put into its place meanwhile.
    if (!(await handle.stat()).isFile()) throw notOrdinary(path);
    for await (const chunk of handle.createReadStream({ autoClose: false })) yield chunk as Buffer;
  } finally {
    await handle.close();
  }
}

function notOrdinary(path: string): Error {
  return new Error(`${path} is not an ordinary file`);
}
