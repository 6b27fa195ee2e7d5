import { type ErrorSentence, say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';

/** Whether the disk, and not our own code, is what an error speaks of. */
function isDiskFailure(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

export function isMissing(error: unknown): boolean {
  return isDiskFailure(error) && error.code === 'ENOENT';
}

/** Runs what touches the disk; what the disk refuses becomes VideoPromptError `disk`. */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    throw new VideoPromptError('disk', sentenceOf(error.code, path), { cause: error });
  }
}

function sentenceOf(code: string | undefined, path: string): ErrorSentence {
  switch (code) {
    case 'ENOSPC':
      return say('disk.full', { path });
    case 'EDQUOT':
      return say('disk.quota', { path });
    case 'EROFS':
      return say('disk.readOnly', { path });
    case 'EACCES':
    case 'EPERM':
      return say('disk.denied', { path });
    case 'ELOOP':
      return say('disk.link', { path });
    default:
      return say('disk.failed', { path, reason: code ?? 'unknown' });
  }
}
