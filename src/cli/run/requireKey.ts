import * as l10n from '@vscode/l10n';
import { keyFault } from '../../core/apiKey.ts';
import { keyFaultWords } from '../../words/keyWords.ts';
import type { ProcessContext } from '../context.ts';
import { keyVariable } from '../keyVariable.ts';
import { Refusal } from '../render/refusal.ts';

/** Throws a `Refusal` where there is no key to work with. */
export function requireKey({ keyText }: Pick<ProcessContext, 'keyText'>): void {
  const problem = problemOf(keyText);
  if (problem === undefined) return;
  throw new Refusal('key', problem, [
    { title: l10n.t('Put the key into {0}', keyVariable), isForUser: true },
  ]);
}

function problemOf(keyText: string): string | undefined {
  if (keyText === '')
    return l10n.t(
      'There is no API key. Put it into the environment variable {0}; it is never an argument.',
      keyVariable,
    );
  const fault = keyFault(keyText);
  return fault === undefined
    ? undefined
    : l10n.t('{0} is set, but it is not a key: {1}.', keyVariable, keyFaultWords(fault));
}
