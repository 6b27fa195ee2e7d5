import { keyFault, type KeySource, parseApiKey, type SetButNoKey } from '../core/apiKey.ts';
import { defaultApiOrigin, parseApiOrigin } from '../core/apiOrigin.ts';
import type { Secrets } from './secrets.ts';

export interface ApiKey {
  readonly key: string;
  readonly from: KeySource;
}

const environmentName = 'COMETAPI_KEY';
const secretName = (origin: string) => `videoPrompt.apiKey:${origin}`;

/** The keys, one per API origin, kept as secrets only. A missing key is a normal state. */
export interface ApiKeys {
  /** The stored key of an origin; else, for CometAPI itself and for this machine, the one of the environment. */
  get(origin: string): Promise<ApiKey | undefined>;
  /** What is set for an origin and is no key, so that it is not told as none. Undefined where a key is found, or nothing. */
  fault(origin: string): Promise<SetButNoKey | undefined>;
  set(origin: string, key: string): Promise<void>;
  remove(origin: string): Promise<void>;
  /** Also when another window changed one. */
  onDidChange(listener: () => void): { dispose(): void };
}

export function createApiKeys(secrets: Secrets): ApiKeys {
  /** The texts that are set for an origin, the one that counts first. */
  async function texts(origin: string): Promise<readonly (readonly [ApiKey['from'], string])[]> {
    const stored = (await secrets.get(secretName(origin))) ?? '';
    // Meant for CometAPI: an origin that somebody set must not get it by itself.
    const ambient = takesEnvironmentKey(origin) ? (process.env[environmentName] ?? '') : '';
    const set = [['secret', stored] as const, ['environment', ambient] as const];
    return set.filter(([, text]) => text !== '');
  }
  async function get(origin: string): Promise<ApiKey | undefined> {
    for (const [from, text] of await texts(origin)) {
      const key = parseApiKey(text);
      if (key !== undefined) return { key, from };
    }
    return undefined;
  }
  return {
    get,
    async fault(origin) {
      if ((await get(origin)) !== undefined) return undefined;
      for (const [from, text] of await texts(origin)) {
        const fault = keyFault(text);
        if (fault !== undefined) return { from, fault };
      }
      return undefined;
    },
    async set(origin, key) {
      await secrets.store(secretName(origin), key);
    },
    async remove(origin) {
      await secrets.delete(secretName(origin));
    },
    onDidChange: (listener) =>
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(secretName(''))) listener();
      }),
  };
}

function takesEnvironmentKey(origin: string): boolean {
  const parsed = parseApiOrigin(origin);
  return !('error' in parsed) && (parsed.isLoopback || parsed.origin === defaultApiOrigin);
}
