import type { Engine } from '../engine/engine.ts';
import type { ApiKeys } from './apiKeys.ts';
import { fingerprint } from './endpoints.ts';

/** Ids of the models that the provider refused to the key that is set now; none where no key or origin can be read. */
export async function refusedModels(
  runtime: { readonly engine: Pick<Engine, 'refusedModels'> } | undefined,
  keys: Pick<ApiKeys, 'get'>,
  origin: string | undefined,
): Promise<ReadonlySet<string>> {
  if (runtime === undefined || origin === undefined) return new Set();
  // Where the secrets cannot be read that stops a submission, and no look.
  const key = await keys.get(origin).catch(() => undefined);
  return key === undefined ? new Set() : runtime.engine.refusedModels(origin, fingerprint(key.key));
}
