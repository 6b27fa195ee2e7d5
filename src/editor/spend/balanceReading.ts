import { type BalanceReading, daysOfMonth } from '../../core/balance.ts';
import { isAbort } from '../../core/errors.ts';
import { systemClock } from '../../node/clock.ts';
import { userNetwork } from '../session/networkSettings.ts';
import { errorWords } from '../../words/errorWords.ts';
import { failureWords } from '../../words/failureWords.ts';
import { type BalanceKeys, renderKeyWords } from './balanceKeys.ts';

/** Asks only when told to: nothing here has a timer. */
export interface BalanceReader {
  readonly reading: BalanceReading;
  /** Looks whether a key is stored; asks nobody. */
  look(): Promise<void>;
  /** Asks for the balance and the daily use of a month. */
  refresh(month: string): Promise<void>;
  dispose(): void;
}

export function createBalanceReader(keys: BalanceKeys, changed: () => void): BalanceReader {
  const closing = new AbortController();
  let reading: BalanceReading = { isOn: false, isReading: false };
  let origin = '';
  const show = (next: BalanceReading) => {
    reading = next;
    changed();
  };
  const off: BalanceReading = { isOn: false, isReading: false };

  async function key(): Promise<string | undefined> {
    try {
      return await keys.get();
    } catch {
      // An origin that cannot be read is told where it stops a submission.
      return undefined;
    }
  }

  async function look(): Promise<void> {
    const isOn = (await key()) !== undefined;
    const now = isOn ? keys.origin() : '';
    if (now === origin) return;
    // What another origin said says nothing of this one.
    origin = now;
    show({ ...off, isOn });
  }

  return {
    get reading() {
      return reading;
    },
    look,
    async refresh(month) {
      await look();
      const secret = await key();
      if (secret === undefined) return;
      if (reading.isReading) return;
      const { last } = reading;
      const kept = { isOn: true, isReading: false, ...(last === undefined ? {} : { last }) };
      show({ ...kept, isReading: true });
      try {
        // It may have become the key that makes clips since it was stored.
        if (await keys.isRenderKey(secret)) {
          show({ ...kept, trouble: renderKeyWords() });
          return;
        }
        const { readBalance } = await import('../../comet/balance.ts');
        const call = { origin: keys.origin(), key: secret, ...daysOfMonth(month) };
        const outcome = await readBalance(call, closing.signal, userNetwork);
        show(
          outcome.kind === 'read'
            ? {
                isOn: true,
                isReading: false,
                last: { balance: outcome.balance, atMs: systemClock.now(), month },
              }
            : { ...kept, trouble: troubleWords(outcome.failure) },
        );
      } catch (error) {
        if (!isAbort(error)) show({ ...kept, trouble: errorWords(error) });
      }
    },
    dispose() {
      closing.abort();
    },
  };
}

function troubleWords(failure: Parameters<typeof failureWords>[0]): string {
  const { title } = failureWords(failure);
  return failure.providerMessage === undefined ? title : `${title}: ${failure.providerMessage}`;
}
