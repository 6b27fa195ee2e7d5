import type { DatabaseSync } from 'node:sqlite';
import type { RenderTime } from '../core/renderForecast.ts';

/** How many renders of one kind are kept. */
const keptRenders = 50;
/** How many are read for one forecast, over all lengths and resolutions of a model. */
const readRenders = 200;

export function insertRender(
  connection: DatabaseSync,
  origin: string,
  model: string,
  { seconds, resolution, afterMs, withinMs }: RenderTime,
): void {
  connection
    .prepare(
      `INSERT INTO renders (origin, model, seconds, resolution, after_ms, within_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(origin, model, seconds, resolution, Math.round(afterMs), Math.round(withinMs));
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
      `SELECT seconds, resolution, after_ms, within_ms FROM renders
       WHERE origin = ? AND model = ? ORDER BY id DESC LIMIT ${readRenders}`,
    )
    .all(origin, model)
    .map((row) => ({
      seconds: Number(row.seconds),
      resolution: String(row.resolution),
      afterMs: Number(row.after_ms),
      withinMs: Number(row.within_ms),
    }));
}
