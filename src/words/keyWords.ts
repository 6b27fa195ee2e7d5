import * as l10n from '@vscode/l10n';
import type { KeyFault } from '../core/apiKey.ts';
import type { SetButNoKey } from '../core/apiKey.ts';

/** What is wrong with what was typed or pasted as a key. */
export function keyFaultWords(fault: KeyFault): string {
  switch (fault) {
    case 'empty':
      return l10n.t('it is empty');
    case 'quoted':
      return l10n.t('it is in quotation marks; remove them');
    case 'placeholder':
      return l10n.t('it is the name of a variable, not its value');
    case 'spaced':
      return l10n.t('it has a space or a line break in it');
    case 'characters':
      return l10n.t('it has characters that no key has; a key has letters, digits, - and _ only');
    case 'prefix':
      return l10n.t('it does not start with sk-');
    case 'short':
      return l10n.t('it is too short; a key has at least 8 characters after sk-');
    case 'long':
      return l10n.t('it is too long; a key has at most 250 characters after sk-');
  }
}

/** That something is set, and why it is no key: never told as if nothing were set. */
export function setButNoKeyWords({ from, fault }: SetButNoKey): string {
  return from === 'environment'
    ? l10n.t(
        'COMETAPI_KEY is set, but it is not a key: {0}. Correct it where VS Code was started, or set a key here.',
        keyFaultWords(fault),
      )
    : l10n.t('What is stored as the key is not a key: {0}. Set it again.', keyFaultWords(fault));
}
