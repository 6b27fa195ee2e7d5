import { type ErrorSentence, say } from '../core/errorText.ts';
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
  return new VideoPromptError('store.busy', say('store.busy'), { cause });
}

export function newerError(): VideoPromptError {
  return new VideoPromptError('store.newer', say('store.newer'));
}

/** What is wrong with the file. */
type Damage = 'damaged' | 'missing' | 'empty' | 'foreign';

export function damagedError(file: string, damage: Damage, cause?: unknown): VideoPromptError {
  return new VideoPromptError('store.damaged', say(`store.${damage}`, { file }), { cause });
}

/** `parts`: names of tables, or of what else has to be there. */
export function lackingError(file: string, parts: readonly string[]): VideoPromptError {
  return new VideoPromptError('store.damaged', say('store.lacks', { file, parts: parts.join(', ') }));
}

/** Another program put an older file, or another one, in the place of the open database. */
export function replacedError(file: string, cause?: unknown): VideoPromptError {
  return new VideoPromptError('store.replaced', say('store.replaced', { file }), { cause });
}

export function closedError(): VideoPromptError {
  return new VideoPromptError('store.unavailable', say('store.closed'));
}

/** What the callers of the store see of an error that came from SQLite or from the disk below it. */
export function storeError(error: unknown, file: string): unknown {
  if (error instanceof VideoPromptError) return error;
  const code = sqliteCode(error);
  if (isMoved(error)) return replacedError(file, error);
  if (code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase) {
    return damagedError(file, 'damaged', error);
  }
  if (code === undefined && !isSystemError(error)) return error;
  return new VideoPromptError('store.unavailable', unusable(code, error, file), { cause: error });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function unusable(code: number | undefined, error: unknown, file: string): ErrorSentence {
  if (code === sqliteCodes.full) return say('store.full', { file });
  if (code === sqliteCodes.readOnly) return say('store.readOnly', { file });
  if (code === sqliteCodes.cantOpen) return say('store.cannotOpen', { file });
  return say('store.unusable', { file, reason: error instanceof Error ? error.message : String(error) });
}
