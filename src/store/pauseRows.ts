import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { type Pause, pauseReasons } from '../core/pause.ts';

const pauseSchema = z.object({
  scope: z.string(),
  reason: z.enum(pauseReasons),
  since: z.number(),
  end: z.exactOptional(z.object({ at: z.number(), by: z.enum(['person', 'provider']) })),
  keyFingerprint: z.exactOptional(z.string()),
  missCount: z.int(),
  probedAt: z.number(),
  nextAt: z.exactOptional(z.number()),
} satisfies { readonly [Key in keyof Required<Pause>]: z.ZodMiniType });

/** A row that this version cannot read pauses nothing: what it may cost is a question, never a second render. */
export function selectPauses(connection: DatabaseSync): readonly Pause[] {
  return connection
    .prepare('SELECT scope, doc FROM pauses')
    .all()
    .flatMap((row) => readPause(String(row.doc)) ?? []);
}

export function upsertPause(connection: DatabaseSync, pause: Pause): void {
  connection
    .prepare('INSERT INTO pauses (scope, doc) VALUES (?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc')
    .run(pause.scope, JSON.stringify(pause));
}

function readPause(doc: string): Pause | undefined {
  try {
    return pauseSchema.parse(JSON.parse(doc));
  } catch {
    return undefined;
  }
}
