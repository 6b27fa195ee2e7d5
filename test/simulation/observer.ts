import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A connection of the judge's own. It keeps its statements: preparing them again would be most of what it costs. */
export class Observer extends DatabaseSync {
  readonly #prepared = new Map<string, StatementSync>();

  constructor(file: string) {
    super(file, { readOnly: true });
  }

  override prepare(sql: string): StatementSync {
    const kept = this.#prepared.get(sql) ?? super.prepare(sql);
    this.#prepared.set(sql, kept);
    return kept;
  }
}
