import type { ApiKeys } from './apiKeys.ts';
import { fingerprint } from './endpoints.ts';
import type { Session } from './session.ts';
import { apiOrigin } from '../base/settings.ts';

/** Ids of the models that the provider refused to the key that is set now; none where no key or origin can be read. */
export async function refusedModels(
  session: Session | undefined,
  keys: ApiKeys,
): Promise<ReadonlySet<string>> {
  if (session === undefined) return new Set();
  try {
    const { origin } = apiOrigin();
    const key = await keys.get(origin);
    return key === undefined ? new Set() : session.engine.refusedModels(origin, fingerprint(key.key));
  } catch {
    // A setting that cannot be read is told where it stops a submission.
    return new Set();
  }
}
