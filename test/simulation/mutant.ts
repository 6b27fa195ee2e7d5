import type { DatabaseSync } from 'node:sqlite';
import type { Gate, Store, Vault, Workspace } from '../../src/engine/ports.ts';
import type { Rhythm } from '../../src/engine/settings.ts';
import type { Act } from './person.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';
import type { SimulatedProcess } from './simulatedProcess.ts';
import type { Timeline } from './timeline.ts';
import type { Trouble } from './trouble.ts';

export interface MutantTools {
  readonly timeline: Timeline;
  readonly process: SimulatedProcess;
  readonly disk: SimulatedDisk;
  readonly connection: () => DatabaseSync | undefined;
}

/** An engine or a store with one thing wrong. What it breaks must be found. */
export interface Mutant {
  readonly name: string;
  readonly promise: string;
  /** Words of what is to be found. */
  readonly sign: string;
  /** Troubles that a run has more of: without them it would take many runs to meet what is wrong. */
  readonly stress?: readonly Trouble[];
  /** What people do more of in its runs, for the same reason. */
  readonly acts?: readonly Act[];
  readonly rhythm?: Partial<Rhythm>;
  /** Run on the database before the windows open it. */
  readonly schema?: string;
  readonly rewrite?: (sql: string) => string | undefined;
  readonly store?: (store: Store, tools: MutantTools) => Partial<Store>;
  readonly vault?: (vault: Vault, tools: MutantTools) => Partial<Vault>;
  readonly workspace?: (workspace: Workspace, tools: MutantTools) => Partial<Workspace>;
  readonly gate?: (gate: Gate) => Partial<Gate>;
}

/** The port with some of its methods replaced. */
export function overlay<T extends object>(port: T, changes: Partial<T> | undefined): T {
  if (changes === undefined) return port;
  return new Proxy(port, {
    get(target, name) {
      const changed: unknown = Reflect.get(changes, name);
      if (changed !== undefined) return changed;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
