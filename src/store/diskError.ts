import { VideoPromptError } from '../core/errors.ts';

/** Whether the disk, and not our own code, is what an error speaks of. */
function isDiskFailure(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

export function isMissing(error: unknown): boolean {
  return isDiskFailure(error) && error.code === 'ENOENT';
}

/** Runs what touches the disk; what the disk refuses becomes VideoPromptError `disk` with words for people. */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    throw new VideoPromptError('disk', words(error.code, path), { cause: error });
  }
}

function words(code: string | undefined, path: string): string {
  switch (code) {
    case 'ENOSPC':
      return `The disk is full: ${path} could not be written. Free some space; what was received so far is kept.`;
    case 'EDQUOT':
      return `Your disk quota is used up: ${path} could not be written. Free some space; what was received so far is kept.`;
    case 'EROFS':
      return `The disk is read-only: ${path} could not be written.`;
    case 'EACCES':
    case 'EPERM':
      return `Access to ${path} was denied. Check the permissions of its folder.`;
    case 'ELOOP':
      return `${path} is a symbolic link, which is not followed here.`;
    default:
      return `${path} could not be read or written (${code ?? 'unknown error'}).`;
  }
}
