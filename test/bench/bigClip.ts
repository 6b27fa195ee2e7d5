import { copyFile, open, stat } from 'node:fs/promises';
import { join } from 'node:path';

const sample = join(import.meta.dirname, '../../media/sample.mp4');

/** A whole MP4 of exactly this size: the sample and one `free` box behind it. */
export async function buildClip(path: string, sizeBytes: number): Promise<void> {
  await copyFile(sample, path);
  const { size } = await stat(sample);
  const file = await open(path, 'a');
  const header = Buffer.alloc(8);
  header.writeUInt32BE(sizeBytes - size, 0);
  header.write('free', 4, 'latin1');
  await file.write(header);
  const block = Buffer.alloc(1 << 20, 0x5a);
  for (let left = sizeBytes - size - header.length; left > 0; left -= block.length) {
    await file.write(block.subarray(0, Math.min(left, block.length)));
  }
  await file.close();
}
