import type { DatabaseSync } from 'node:sqlite';
import type { RefusedModel } from '../engine/ports.ts';

export function selectRefusedModels(connection: DatabaseSync): readonly RefusedModel[] {
  return connection
    .prepare('SELECT origin, key_fingerprint, model FROM refused_models')
    .all()
    .map(({ origin, key_fingerprint: keyFingerprint, model }) => ({
      origin: String(origin),
      keyFingerprint: String(keyFingerprint),
      modelId: String(model),
    }));
}

/** What an earlier key of the origin was refused says nothing of this one. */
export function insertRefusedModel(
  connection: DatabaseSync,
  { origin, keyFingerprint, modelId }: RefusedModel,
  now: number,
): void {
  connection
    .prepare('DELETE FROM refused_models WHERE origin = ? AND key_fingerprint <> ?')
    .run(origin, keyFingerprint);
  connection
    .prepare(
      'INSERT OR REPLACE INTO refused_models (origin, key_fingerprint, model, refused_at) VALUES (?, ?, ?, ?)',
    )
    .run(origin, keyFingerprint, modelId, now);
}

export function deleteRefusedModel(
  connection: DatabaseSync,
  { origin, keyFingerprint, modelId }: RefusedModel,
): void {
  connection
    .prepare('DELETE FROM refused_models WHERE origin = ? AND key_fingerprint = ? AND model = ?')
    .run(origin, keyFingerprint, modelId);
}
