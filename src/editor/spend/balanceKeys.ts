import { createHash, timingSafeEqual } from 'node:crypto';
import * as vscode from 'vscode';
import { keyWithin, parseApiKey } from '../../core/apiKey.ts';
import { balanceOrigin } from '../../core/balance.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { apiOrigin } from '../base/settings.ts';

const secretName = (origin: string) => `videoPrompt.balanceKey:${origin}`;

/**
 * The keys with which balances are asked, one per origin, in SecretStorage. They are never those with which clips are
 * made: a balance key stands in a URL. Having one is what turns the comparison with CometAPI on.
 */
export interface BalanceKeys {
  /** Where the balance is asked at present. Throws VideoPromptError `origin.invalid`. */
  origin(): string;
  get(): Promise<string | undefined>;
  /** Whether the key makes clips: then it must not stand in a URL. */
  isRenderKey(key: string): Promise<boolean>;
  /** Throws VideoPromptError `key.invalid` for a key that makes clips. */
  set(key: string): Promise<void>;
  remove(): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

export function createBalanceKeys(secrets: vscode.SecretStorage, keys: ApiKeys): BalanceKeys {
  const origin = () => balanceOrigin(apiOrigin().origin);
  async function isRenderKey(key: string): Promise<boolean> {
    const { key: renderKey } = (await keys.get(apiOrigin().origin)) ?? {};
    const ambientKey = keyWithin(process.env.COMETAPI_KEY ?? '');
    return [renderKey, ambientKey].some((other) => other !== undefined && isSame(key, other));
  }
  return {
    origin,
    get: async () => parseApiKey((await secrets.get(secretName(origin()))) ?? ''),
    isRenderKey,
    async set(key) {
      if (await isRenderKey(key)) throw new VideoPromptError('key.invalid', renderKeyWords());
      await secrets.store(secretName(origin()), key);
    },
    async remove() {
      await secrets.delete(secretName(origin()));
    },
    onDidChange: (listener, thisArgs: unknown, disposables) =>
      secrets.onDidChange(
        ({ key }) => {
          if (key.startsWith(secretName(''))) listener.call(thisArgs);
        },
        undefined,
        disposables,
      ),
  };
}

export function renderKeyWords(): string {
  return vscode.l10n.t(
    'This is the key that makes clips. It is not put into a URL: make a second key with a quota of zero, at https://www.cometapi.com/console/token.',
  );
}

/** In constant time. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
