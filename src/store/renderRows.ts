import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { RenderTime } from '../core/renderForecast.ts';
import type { ToldProgress } from '../core/toldProgress.ts';

/** How many renders of one kind are kept. */
const keptRenders = 50;
/** How many are read for one forecast, over all lengths and resolutions of a model. */
const readRenders = 200;

export function insertRender(
  connection: DatabaseSync,
  origin: string,
  model: string,
  { seconds, resolution, afterMs, withinMs, told }: RenderTime,
): void {
  connection
    .prepare(
      `INSERT INTO renders (origin, model, seconds, resolution, after_ms, within_ms, told)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      origin,
      model,
      seconds,
      resolution,
      Math.round(afterMs),
      Math.round(withinMs),
      told === undefined ? null : JSON.stringify(told.map(({ percent, atMs }) => [percent, atMs])),
    );
  connection
    .prepare(
      `DELETE FROM renders WHERE origin = ?1 AND model = ?2 AND seconds = ?3 AND resolution = ?4 AND id <= (
         SELECT id FROM renders WHERE origin = ?1 AND model = ?2 AND seconds = ?3 AND resolution = ?4
         ORDER BY id DESC LIMIT 1 OFFSET ${keptRenders})`,
    )
    .run(origin, model, seconds, resolution);
}

export function selectRenders(
  connection: DatabaseSync,
  origin: string,
  model: string,
): readonly RenderTime[] {
  return connection
    .prepare(
      `SELECT seconds, resolution, after_ms, within_ms, told FROM renders
       WHERE origin = ? AND model = ? ORDER BY id DESC LIMIT ${readRenders}`,
    )
    .all(origin, model)
    .map((row) => ({
      seconds: Number(row.seconds),
      resolution: String(row.resolution),
      afterMs: Number(row.after_ms),
      withinMs: Number(row.within_ms),
      ...toldOf(row.told),
    }));
}

const toldSchema = z.array(z.tuple([z.number(), z.number()]));

/** Only helps to guess: what cannot be read was not heard. */
function toldOf(column: unknown): { readonly told?: readonly ToldProgress[] } {
  if (typeof column !== 'string') return {};
  try {
    const told = toldSchema.safeParse(JSON.parse(column));
    return told.success ? { told: told.data.map(([percent, atMs]) => ({ percent, atMs })) } : {};
  } catch {
    return {};
  }
}
