import type * as vscode from 'vscode';
import { parseApiKey } from '../core/apiKey.ts';
import { defaultApiOrigin, parseApiOrigin } from '../core/apiOrigin.ts';

export interface ApiKey {
  readonly key: string;
  readonly from: 'secret' | 'environment';
}

const environmentName = 'COMETAPI_KEY';
const secretName = (origin: string) => `videoPrompt.apiKey:${origin}`;

/** The keys, one per API origin, in SecretStorage only. A missing key is a normal state. */
export interface ApiKeys {
  /** The stored key of an origin; else, for CometAPI itself and for this machine, the one of the environment. */
  get(origin: string): Promise<ApiKey | undefined>;
  set(origin: string, key: string): Promise<void>;
  remove(origin: string): Promise<void>;
  /** Also when another window changed one. */
  readonly onDidChange: vscode.Event<void>;
}

export function createApiKeys(secrets: vscode.SecretStorage): ApiKeys {
  const onDidChange: vscode.Event<void> = (listener, thisArgs: unknown, disposables) =>
    secrets.onDidChange(
      (event) => {
        if (event.key.startsWith(secretName(''))) listener.call(thisArgs);
      },
      undefined,
      disposables,
    );
  return {
    async get(origin) {
      const stored = parseApiKey((await secrets.get(secretName(origin))) ?? '');
      if (stored !== undefined) return { key: stored, from: 'secret' };
      // Meant for CometAPI: an origin that somebody set must not get it by itself.
      if (!takesEnvironmentKey(origin)) return undefined;
      const ambient = parseApiKey(process.env[environmentName] ?? '');
      return ambient === undefined ? undefined : { key: ambient, from: 'environment' };
    },
    async set(origin, key) {
      await secrets.store(secretName(origin), key);
    },
    async remove(origin) {
      await secrets.delete(secretName(origin));
    },
    onDidChange,
  };
}

function takesEnvironmentKey(origin: string): boolean {
  const parsed = parseApiOrigin(origin);
  return !('error' in parsed) && (parsed.isLoopback || parsed.origin === defaultApiOrigin);
}
