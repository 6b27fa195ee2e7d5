import * as vscode from 'vscode';
import { parseApiKey } from '../../core/apiKey.ts';
import { typedFault } from '../submitting/setApiKey.ts';
import { askForText } from '../base/show/inputs.ts';
import { modal, notify } from '../base/show/messages.ts';
import { type BalanceKeys, renderKeyWords } from './balanceKeys.ts';

/**
 * Asks for a balance key, after saying what it is for and where it goes. False: the person closed a question, and
 * nothing was stored.
 */
export async function askForBalanceKey(keys: BalanceKeys): Promise<boolean> {
  const origin = keys.origin();
  const goOn = vscode.l10n.t('Enter a Balance Key');
  const answer = await modal.information(
    vscode.l10n.t('Compare the ledger with CometAPI?'),
    [
      vscode.l10n.t(
        'CometAPI reports the balance only to a key in the URL of the request, at {0}. Servers and proxies may log URLs. CometAPI therefore recommends a second key with a quota of zero, which cannot pay for anything. It is stored apart from the key that makes clips, and used only when you open Show Spend or press Refresh.',
        origin,
      ),
    ],
    goOn,
  );
  if (answer !== goOn) return false;
  const title = vscode.l10n.t('Balance key for {0}', origin);
  const typed = await askForText({
    title,
    prompt: vscode.l10n.t(
      'A separate key with a quota of zero. It is kept in the secret storage of VS Code.',
    ),
    placeHolder: 'sk-…',
    password: true,
    async validateInput(text) {
      const key = parseApiKey(text);
      if (key === undefined) return text.trim() === '' ? undefined : typedFault(text);
      return (await keys.isRenderKey(key)) ? renderKeyWords() : undefined;
    },
  });
  const key = parseApiKey(typed ?? '');
  if (key === undefined) return false;
  await keys.set(key);
  return true;
}

export async function removeBalanceKey(keys: BalanceKeys): Promise<void> {
  const had = (await keys.get()) !== undefined;
  await keys.remove();
  void notify.information(
    had
      ? vscode.l10n.t('The balance key was removed. CometAPI is no longer asked for the balance.')
      : vscode.l10n.t('No balance key is stored for {0}.', keys.origin()),
  );
}
