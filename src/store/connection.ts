import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { knownVersion, migrate, requiredObjects, userVersion } from './migrations.ts';
import { damagedError, lackingError, newerError } from './storeError.ts';

/**
 * Lies beside the database from its creation on. Without it a database that was lost (a restored folder, a careless
 * clean-up) would look like one that never was, and the caps would start at zero.
 */
export const markerFileName = 'video-prompt.marker';

const markerText = 'A job database of the VS Code extension Video Prompt belongs into this folder.\n';

/** Checking every page costs about 1 ms per MB: beyond this, damage shows when the damaged page is read. */
const checkedWholeBytes = 8 * 1024 * 1024;

/** `defensive` keeps SQL from writing to the schema and to shadow tables; a Node that lacks it ignores it. */
const options = { timeout: 0, enableForeignKeyConstraints: true, defensive: true };

/** Makes the connection; a parameter so that tests can cut one in the middle of a transaction. */
export type Connect = (file: string, options: DatabaseSyncOptions) => DatabaseSync;

/**
 * Opens the file and sees to its schema. Throws VideoPromptError `store.newer` or `store.damaged`, or what SQLite and
 * the disk throw.
 */
export async function openConnection(
  file: string,
  whileBusy: (attempt: () => void) => Promise<void>,
  connect: Connect = (path, settings) => new DatabaseSync(path, settings),
): Promise<DatabaseSync> {
  const directory = dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // The marker first: it is written last, so whoever sees it must find a database.
  const wasCreated = (await sizeOf(join(directory, markerFileName))) !== undefined;
  const size = await sizeOf(file);
  if (wasCreated && size === undefined) throw damagedError(file, 'missing');
  if (wasCreated && size === 0) throw damagedError(file, 'empty');

  const connection = connect(file, options);
  try {
    await whileBusy(() => prepare(connection, file, wasCreated));
    if (!wasCreated) await writeMarker(directory);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function prepare(connection: DatabaseSync, file: string, wasCreated: boolean): void {
  // Reads come first: what is not ours, newer or damaged is not written to.
  const version = userVersion(connection);
  if (version > knownVersion) throw newerError();
  const isNew = version === 0 && objectNames(connection).length === 0;
  if (version === 0 && !isNew) throw damagedError(file, 'foreign');
  // SQLite takes some damaged files, such as one of a single byte, for empty ones.
  if (isNew && wasCreated) throw damagedError(file, 'empty');
  if (!isNew) check(connection, file);
  connection.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;');
  if (version === knownVersion) return;

  connection.exec('BEGIN IMMEDIATE');
  try {
    // Another window may have been quicker, and newer.
    if (userVersion(connection) > knownVersion) throw newerError();
    migrate(connection);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function check(connection: DatabaseSync, file: string): void {
  const names = objectNames(connection);
  // A database of an older version lacks only what its migrations will add.
  const required = userVersion(connection) === knownVersion ? requiredObjects : ['jobs', 'ledger', 'windows'];
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) throw lackingError(file, missing);
  if (pragma(connection, 'page_count') * pragma(connection, 'page_size') > checkedWholeBytes) return;
  const verdict = connection.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (verdict !== 'ok') throw damagedError(file, 'damaged', new Error(String(verdict)));
}

function objectNames(connection: DatabaseSync): readonly string[] {
  return connection
    .prepare('SELECT name FROM sqlite_schema')
    .all()
    .map((row) => String(row.name));
}

function pragma(connection: DatabaseSync, name: 'page_count' | 'page_size'): number {
  return Number(connection.prepare(`PRAGMA ${name}`).get()?.[name]);
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeMarker(directory: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(join(directory, markerFileName), 'w');
    await handle.writeFile(markerText);
    await handle.sync();
  } finally {
    await handle?.close();
  }
}
