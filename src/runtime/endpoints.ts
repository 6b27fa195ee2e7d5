import { parseApiOrigin } from '../core/apiOrigin.ts';
import { sampleOrigin } from '../core/job.ts';
import type { Endpoints } from '../engine/ports.ts';
import { sha256 } from '../node/sha256.ts';
import type { ApiKeys } from './apiKeys.ts';
import type { SampleProvider } from './sampleProvider.ts';

/** Joins an origin with its key. The key of one origin is never given for another. */
export function createEndpoints(keys: Pick<ApiKeys, 'get'>, samples: SampleProvider): Endpoints {
  return {
    async resolve(origin) {
      if (origin === sampleOrigin) return await samples.endpoint();
      const parsed = parseApiOrigin(origin);
      if ('error' in parsed) return undefined;
      const found = await keys.get(parsed.origin);
      if (found === undefined) return undefined;
      return {
        baseUrl: parsed.origin,
        key: found.key,
        keyFingerprint: fingerprint(found.key),
        isLocal: parsed.isLoopback,
      };
    },
  };
}

/** Tells two keys apart and nothing else: 32 bits of a digest. */
export function fingerprint(key: string): string {
  return sha256(`video-prompt key fingerprint:${key}`).slice(0, 8);
}
