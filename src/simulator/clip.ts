import { createHash } from 'node:crypto';

/**
 * The sample with one more box behind it that holds the task's id: every task has bytes of its own, so that a test
 * can tell whose clip it found, and a clip that lacks its end.
 */
export function clipOf(sample: Uint8Array, taskId: string): Buffer {
  const label = Buffer.from(`task ${taskId}`);
  const box = Buffer.alloc(8);
  box.writeUInt32BE(box.length + label.length, 0);
  box.write('free', 4, 'latin1');
  return Buffer.concat([sample, box, label]);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
