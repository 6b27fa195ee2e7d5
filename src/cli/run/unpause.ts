import * as l10n from '@vscode/l10n';
import { isPausedByUser } from '../../core/pause.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import { Refusal } from '../render/refusal.ts';

/**
 * Lets everything go on that a refused key or an empty balance has held up: it is another one by now, or is refused again.
 * What a person has paused stays so. Throws a `Refusal`.
 */
export async function unpause({ store, engine }: Pick<Runtime, 'store' | 'engine'>): Promise<void> {
  const pauses = (await store.pauses()).filter(({ end }) => end === undefined);
  if (isPausedByUser(pauses))
    throw new Refusal(
      'paused',
      l10n.t('Everything is paused in the editor that uses the same database. Resume it there first.'),
    );
  if (pauses.length > 0) await engine.resumeAll();
}
