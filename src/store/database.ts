import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Connect, openConnection } from './connection.ts';
import type { Committed, Lineage } from './lineage.ts';
import { knownVersion, userVersion } from './migrations.ts';
import { busyDelays, type Pacing, realPacing, yieldTurn } from './pacing.ts';
import { busyError, closedError, isBusy, newerError, replacedError, storeError } from './storeError.ts';

export const databaseFileName = 'video-prompt.db';

/** The longest that a synchronous call may block the extension host for a lock. */
const syncPatienceMs = 15;

export interface DatabaseOptions {
  readonly pacing?: Pacing | undefined;
  readonly connect?: Connect | undefined;
  /** Notices that the database went back; absent: nobody looks. */
  readonly lineage?: ((file: string) => Lineage) | undefined;
}

/**
 * Opens the database in the directory, or creates it where there never was one. Throws VideoPromptError `store.busy`,
 * `store.newer`, `store.damaged` or `store.unavailable`; the file is then as it was.
 */
export async function openDatabase(
  directory: string,
  { pacing = realPacing, connect, lineage }: DatabaseOptions = {},
): Promise<Database> {
  const file = join(directory, databaseFileName);
  try {
    const connection = await openConnection(file, (attempt) => whileBusy(attempt, pacing), connect);
    return new Database(file, connection, pacing, lineage?.(file));
  } catch (error) {
    throw storeError(error, file);
  }
}

/** One connection. Errors are VideoPromptErrors with a `store.*` code. */
export class Database {
  readonly #file: string;
  readonly #connection: DatabaseSync;
  readonly #pacing: Pacing;
  readonly #lineage: Lineage | undefined;
  #lastWrite: Promise<unknown> = Promise.resolve();
  #version = 0;
  #isClosed = false;

  constructor(file: string, connection: DatabaseSync, pacing: Pacing, lineage: Lineage | undefined) {
    this.#file = file;
    this.#lineage = lineage;
    this.#connection = connection;
    this.#pacing = pacing;
  }

  /** Runs a read, again and again while another window has the database locked. */
  async read<T>(work: (connection: DatabaseSync) => T): Promise<T> {
    for (;;) {
      const isBehind = await this.#patiently(() => this.#lineage?.isBehind(this.#connection) === true);
      if (!isBehind) return await this.#patiently(() => work(this.#connection));
      // A transaction puts right what can be.
      await this.write(() => undefined);
    }
  }

  /**
   * Runs one transaction in one go; the work is repeated as a whole where the database was locked, so it must do
   * nothing but write. Transactions of this window run one after the other, each in a turn of the event loop of its
   * own: a burst of them must not add up to one long stall.
   */
  async write<T>(work: (connection: DatabaseSync) => T): Promise<T> {
    const written = this.#lastWrite.then(() => this.#patiently(() => this.#transact(work)));
    this.#lastWrite = written.then(
      () => yieldTurn(this.#pacing),
      () => yieldTurn(this.#pacing),
    );
    const { result, committed } = await written;
    await committed?.();
    return result;
  }

  /** A read that cannot wait; throws where the database stays locked, or has gone back. */
  readNow<T>(work: (connection: DatabaseSync) => T): T {
    return this.#briefly(() => {
      if (this.#lineage?.isBehind(this.#connection) === true) throw replacedError(this.#file);
      return work(this.#connection);
    });
  }

  /** A write that cannot wait; throws where the database stays locked. */
  writeNow<T>(work: (connection: DatabaseSync) => T): T {
    const { result, committed } = this.#briefly(() => this.#transact(work));
    void committed?.();
    return result;
  }

  /** Changes when another connection has written; the last known number while one is writing. */
  version(): number {
    try {
      this.#assertOpen();
      this.#version = Number(this.#connection.prepare('PRAGMA data_version').get()?.data_version);
    } catch (error) {
      if (!isBusy(error)) throw storeError(error, this.#file);
    }
    return this.#version;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#connection.close();
  }

  async #patiently<T>(attempt: () => T): Promise<T> {
    try {
      return await whileBusy(() => {
        this.#assertOpen();
        return attempt();
      }, this.#pacing);
    } catch (error) {
      throw storeError(error, this.#file);
    }
  }

  #briefly<T>(attempt: () => T): T {
    this.#assertOpen();
    this.#connection.exec(`PRAGMA busy_timeout = ${syncPatienceMs}`);
    try {
      return attempt();
    } catch (error) {
      throw isBusy(error) ? busyError(error) : storeError(error, this.#file);
    } finally {
      this.#connection.exec('PRAGMA busy_timeout = 0');
    }
  }

  #transact<T>(work: (connection: DatabaseSync) => T): {
    readonly result: T;
    readonly committed: Committed | undefined;
  } {
    const connection = this.#connection;
    connection.exec('BEGIN IMMEDIATE');
    try {
      // A window of a newer version may have migrated since this one opened.
      if (userVersion(connection) > knownVersion) throw newerError();
      const wasMended = this.#lineage?.enter(connection) === true;
      const result = work(connection);
      const committed = this.#lineage?.leave(connection, wasMended);
      connection.exec('COMMIT');
      return { result, committed };
    } catch (error) {
      // Some errors (full disk, a lost file) have already rolled back.
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  }

  #assertOpen(): void {
    if (this.#isClosed) throw closedError();
  }
}

async function whileBusy<T>(attempt: () => T, pacing: Pacing): Promise<T> {
  let lastError: unknown;
  const delays = busyDelays(pacing.fraction);
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      lastError = error;
    }
    const delay = delays.next();
    if (delay.done) throw busyError(lastError);
    await pacing.sleep(delay.value);
  }
}
