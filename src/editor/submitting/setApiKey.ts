import * as vscode from 'vscode';
import { keyFault, parseApiKey } from '../../core/apiKey.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { userNetwork } from '../session/networkSettings.ts';
import { askForText } from '../base/show/inputs.ts';
import { notify } from '../base/show/messages.ts';
import { showProgress } from '../base/show/progress.ts';
import { failureWords } from '../../words/failureWords.ts';
import { keyFaultWords, setButNoKeyWords } from '../../words/keyWords.ts';

/** Asks for the key of an origin, tries it, and stores it. False: the person closed the question. */
export async function askForApiKey(keys: ApiKeys, origin: string): Promise<boolean> {
  const fault = await keys.fault(origin);
  let message = fault === undefined ? undefined : setButNoKeyWords(fault);
  for (;;) {
    const typed = await askForText({
      title: vscode.l10n.t('CometAPI key for {0}', origin),
      prompt:
        message ?? vscode.l10n.t('It is kept in the secret storage of VS Code and sent to this origin only.'),
      placeHolder: 'sk-…',
      password: true,
      validateInput: (text) => (text.trim() === '' ? undefined : typedFault(text)),
    });
    if (typed === undefined) return false;
    const key = parseApiKey(typed);
    if (key === undefined) {
      message = vscode.l10n.t('Paste a key. You find yours at https://www.cometapi.com/console/token.');
      continue;
    }
    const verdict = await tryKey(origin, key);
    if (verdict === 'cancelled') return false;
    if (verdict === 'accepted') {
      await keys.set(origin, key);
      return true;
    }
    if (verdict === 'wrong') {
      message = vscode.l10n.t(
        'CometAPI does not know this key, so it was not stored. Check it and paste it again.',
      );
      continue;
    }
    const saveAnyway = vscode.l10n.t('Store Unchecked');
    const again = vscode.l10n.t('Try Again');
    const words = vscode.l10n.t('The key could not be checked: {0}', verdict.unreachable);
    const chosen = await notify.warning(words, again, saveAnyway);
    if (chosen === saveAnyway) {
      await keys.set(origin, key);
      return true;
    }
    if (chosen !== again) return false;
    message = words;
  }
}

/** Also for other keys than those of clips: what an input box says of a text that is no key. */
export function typedFault(text: string): string | undefined {
  const fault = keyFault(text);
  return fault === undefined ? undefined : vscode.l10n.t('This is not a key: {0}.', keyFaultWords(fault));
}

type Verdict = 'accepted' | 'wrong' | 'cancelled' | { readonly unreachable: string };

async function tryKey(origin: string, key: string): Promise<Verdict> {
  const { checkKey } = await import('../../comet/account.ts');
  const title = vscode.l10n.t('Checking the key with {0}…', origin);
  return await showProgress({ title, cancellable: true }, async (token) => {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      const verdict = await checkKey({ baseUrl: origin, key }, abort.signal, userNetwork);
      if (verdict === 'accepted' || verdict === 'wrong') return verdict;
      return { unreachable: failureWords(verdict.unreachable).title };
    } catch (error) {
      if (token.isCancellationRequested) return 'cancelled';
      throw error;
    } finally {
      listening.dispose();
    }
  });
}

/** Forgets the stored key of an origin, and says when one of the environment is left. */
export async function removeApiKey(keys: ApiKeys, origin: string): Promise<void> {
  const found = await keys.get(origin);
  if (found?.from === 'secret') await keys.remove(origin);
  const left = await keys.get(origin);
  const fault = await keys.fault(origin);
  if (fault?.from === 'secret') await keys.remove(origin);
  const ambient = await keys.fault(origin);
  const words =
    ambient !== undefined
      ? setButNoKeyWords(ambient)
      : left !== undefined
        ? vscode.l10n.t(
            'No stored key is left. The key in COMETAPI_KEY is still used: unset it where VS Code was started.',
          )
        : found === undefined && fault?.from !== 'secret'
          ? vscode.l10n.t('No key is stored for {0}.', origin)
          : vscode.l10n.t('The key for {0} was removed. Running jobs wait until there is one again.', origin);
  void notify.information(words);
}
