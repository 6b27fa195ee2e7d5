import { VideoPromptError } from '../core/errors.ts';

const sqliteCodes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
};

/** The primary result code of an error of SQLite; undefined for any other error. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}

/** SQLITE_READONLY_DBMOVED: the open file is not the one of that name any more. */
function isMoved(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 1032;
}

/** Another window holds a lock: the same thing may work in a moment. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === sqliteCodes.busy || code === sqliteCodes.locked;
}

export function busyError(cause: unknown): VideoPromptError {
  return new VideoPromptError(
    'store.busy',
    'Another window has kept the job database locked for ten seconds. Try again; if it stays so, reload the other windows.',
    { cause },
  );
}

export function newerError(): VideoPromptError {
  return new VideoPromptError(
    'store.newer',
    'The job database was written by a newer version of Video Prompt. Reload this window to use that version.',
  );
}

export function damagedError(file: string, what: string, cause?: unknown): VideoPromptError {
  return new VideoPromptError(
    'store.damaged',
    `The job database ${file} ${what}. It was left as it is. Put back a copy from a backup, or move its folder away to start with an empty one.`,
    { cause },
  );
}

/** Another program put an older file, or another one, in the place of the open database. */
export function replacedError(file: string, cause?: unknown): VideoPromptError {
  return new VideoPromptError(
    'store.replaced',
    `The job database ${file} was replaced or moved away while it was open. This window writes nothing more into it. Reload the window to go on with the file that lies there now.`,
    { cause },
  );
}

export function closedError(): VideoPromptError {
  return new VideoPromptError(
    'store.unavailable',
    'The job database is closed because this window is ending.',
  );
}

/** What the callers of the store see of an error that came from SQLite or from the disk below it. */
export function storeError(error: unknown, file: string): unknown {
  if (error instanceof VideoPromptError) return error;
  const code = sqliteCode(error);
  if (isMoved(error)) return replacedError(file, error);
  if (code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase) {
    return damagedError(file, 'is damaged', error);
  }
  if (code === undefined && !isSystemError(error)) return error;
  return new VideoPromptError(
    'store.unavailable',
    `The job database ${file} cannot be used: ${reason(code, error)}.`,
    {
      cause: error,
    },
  );
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function reason(code: number | undefined, error: unknown): string {
  if (code === sqliteCodes.full) return 'the disk is full';
  if (code === sqliteCodes.readOnly) return 'it may not be written to, or it was moved away';
  if (code === sqliteCodes.cantOpen) return 'it cannot be opened';
  return error instanceof Error ? error.message : String(error);
}
