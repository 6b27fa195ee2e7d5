import * as l10n from '@vscode/l10n';
import type { Asker } from '../core/job.ts';

/** Who asked for a clip, where it was no person, task or other extension. */
export function askerWords(by: Asker): string {
  const words = { agent: l10n.t('Agent') } satisfies Record<Asker, string>;
  return words[by];
}
