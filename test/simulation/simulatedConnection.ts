import { DatabaseSync, type DatabaseSyncOptions, type StatementSync } from 'node:sqlite';
import type { SimulatedProcess } from './simulatedProcess.ts';

export interface ConnectionHooks {
  readonly process: SimulatedProcess;
  /** Whether the disk below the database takes nothing more. */
  readonly isFull: () => boolean;
  /** A mutant's change of what is run; undefined: nothing is run. */
  readonly rewrite: (sql: string) => string | undefined;
  /** A transaction was committed: nobody else has done anything yet. */
  readonly committed: (connection: DatabaseSync, insertedJobs: boolean) => void;
}

/**
 * A dead process here is a closed connection, so a rollback never needs the journal on disk; without it a run costs
 * half. What a power failure leaves is proven elsewhere, with real processes that are killed.
 */
const quickJournal = 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF;';

/** No run damages the file: that what is damaged is noticed, tests of the store show. */
const quicker = new Map([['PRAGMA quick_check(1)', `SELECT 'ok' AS quick_check`]]);

/** A real connection that dies with its process: between two statements, before a commit, or right after it. */
export class SimulatedConnection extends DatabaseSync {
  readonly #hooks: ConnectionHooks;
  readonly #prepared = new Map<string, StatementSync>();
  #insertedJobs = false;
  #isWriting = false;

  constructor(file: string, options: DatabaseSyncOptions, hooks: ConnectionHooks) {
    super(file, options);
    this.#hooks = hooks;
  }

  override exec(sql: string): void {
    const isCommit = sql === 'COMMIT';
    this.#mayEnd(sql, isCommit ? 'before the commit' : 'between statements');
    if (isCommit) this.#mayBeFull();
    if (sql === 'BEGIN IMMEDIATE') {
      this.#insertedJobs = false;
      this.#isWriting = true;
    }
    const changed = sql.startsWith('PRAGMA journal_mode') ? quickJournal : this.#hooks.rewrite(sql);
    if (changed !== undefined) super.exec(changed);
    if (sql === 'ROLLBACK') this.#isWriting = false;
    if (!isCommit) return;
    this.#hooks.committed(this, this.#insertedJobs);
    this.#mayEnd(sql, 'after the commit');
    this.#isWriting = false;
  }

  override prepare(sql: string): StatementSync {
    this.#mayEnd(sql, 'between statements');
    if (sql.startsWith('INSERT INTO jobs')) this.#insertedJobs = true;
    // Kept, because preparing them anew would be most of what a run costs.
    const kept =
      this.#prepared.get(sql) ?? super.prepare(quicker.get(sql) ?? this.#hooks.rewrite(sql) ?? sql);
    this.#prepared.set(sql, kept);
    return kept;
  }

  #mayEnd(sql: string, where: string): void {
    const { process } = this.#hooks;
    if (!this.#isWriting || !process.endsAtStatement(sql)) return;
    process.crash(`${where} of a transaction`);
    throw new Error('The process ended.');
  }

  #mayBeFull(): void {
    if (!this.#hooks.isFull()) return;
    throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  }
}
