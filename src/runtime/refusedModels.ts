import type { Engine } from '../engine/engine.ts';
import type { ApiKeys } from './apiKeys.ts';
import { fingerprint } from './endpoints.ts';

/** Ids of the models that the provider refused to the key that is set now; none where no key or origin can be read. */
export async function refusedModels(
  runtime: { readonly engine: Pick<Engine, 'refusedModels'> } | undefined,
  keys: Pick<ApiKeys, 'get'>,
  readOrigin: () => string,
): Promise<ReadonlySet<string>> {
  if (runtime === undefined) return new Set();
  try {
    const origin = readOrigin();
    const key = await keys.get(origin);
    return key === undefined ? new Set() : runtime.engine.refusedModels(origin, fingerprint(key.key));
  } catch {
    // A setting that cannot be read is told where it stops a submission.
    return new Set();
  }
}
