import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { knownVersion, migrate, userVersion } from './migrations.ts';
import { mend } from './mend.ts';
import { damagedError, lackingError } from './storeError.ts';
import { openDocs, sumsByDay } from './testimonyRows.ts';
import type { Point, Testimony, Witness } from './witness.ts';

const pointQuery = 'SELECT id, generation, user_version AS version FROM lineage, pragma_user_version';

/** What is left to do once a transaction has been committed. */
export type Committed = () => Promise<void>;

/**
 * Sees to it that the database never goes back without a word. Another program may put an older copy in its place,
 * under an open connection too, or move its folder away: then money that was spent would be spent again, and jobs that
 * were sent would be sent again. The point that was reached is known to this window and to a witness beside the folder.
 */
export class Lineage {
  readonly #file: string;
  readonly #witness: Witness;
  readonly #onWentBack: () => void;
  #reached: Point | undefined;

  constructor(file: string, witness: Witness, onWentBack: () => void) {
    this.#file = file;
    this.#witness = witness;
    this.#onWentBack = onWentBack;
    this.#reached = witness.readNow();
  }

  /** Whether the database lies behind the point that was reached, or is another one. */
  isBehind(connection: DatabaseSync): boolean {
    // Before the database is asked: the witness always hears later than it.
    const witnessed = this.#witness.pointNow();
    const point = this.#pointOf(connection);
    if (point === undefined) return true;
    this.#reached = further(this.#reached, witnessed);
    if (this.#reached === undefined) return false;
    const { databaseId, generation } = this.#reached;
    if (point.databaseId !== databaseId || point.generation < generation) return true;
    this.#reached = point;
    return false;
  }

  /**
   * Call it in a transaction, before anything else is done there. What the database lacks is put back from what the
   * witness knows; what cannot be put back stays counted.
   */
  enter(connection: DatabaseSync): boolean {
    if (!this.isBehind(connection)) return false;
    if (userVersion(connection) < knownVersion) migrate(connection);
    const told = this.#witness.readNow();
    const reached = further(this.#reached, told);
    mend(connection, reached, told);
    return true;
  }

  /** Call it at the end of the transaction; what it gives, after its commit. */
  leave(connection: DatabaseSync, wasMended: boolean): Committed {
    const point = this.#pointOf(connection);
    if (point === undefined) throw lackingError(this.#file, ['lineage']);
    const isSame =
      point.generation === this.#reached?.generation && point.databaseId === this.#reached.databaseId;
    if (isSame) return () => Promise.resolve();
    const testimony: Testimony = { ...point, sums: sumsByDay(connection), jobs: openDocs(connection) };
    return async () => {
      this.#reached = further(this.#reached, point);
      if (wasMended) this.#onWentBack();
      await this.#witness.save(testimony);
    };
  }

  /** Version and point in one statement, as every read asks for them. undefined: of a version that is to be migrated. */
  #pointOf(connection: DatabaseSync): Point | undefined {
    const row = pointRow(connection);
    const version = Number(row?.version ?? userVersion(connection));
    if (version === 0) throw damagedError(this.#file, 'empty');
    if (row === undefined || version < knownVersion) return undefined;
    return { databaseId: String(row.id), generation: Number(row.generation) };
  }
}

/** undefined: a database of an earlier version has none. */
function pointRow(connection: DatabaseSync): Record<string, SQLOutputValue> | undefined {
  try {
    return connection.prepare(pointQuery).get();
  } catch (error) {
    if (userVersion(connection) < knownVersion) return undefined;
    throw error;
  }
}

function further(one: Point | undefined, other: Point | undefined): Point | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.generation >= one.generation ? other : one;
}
