import type { Job } from '../core/job.ts';
import type { Engine } from './engine.ts';
import type { Clock } from './ports.ts';

/** Several clips of a batch are refused for the same reason: that is said once for all, until the pause has ended. */
export interface RepeatedRefusals {
  /** `first`: other clips wait for the same; `told`: nothing new; undefined: this job speaks for itself. */
  of(job: Job): 'first' | 'told' | undefined;
  dispose(): void;
}

/** Nothing else ends the wait for a refusal that began no pause (the key was changed at the same moment). */
const refusalMs = 60_000;

export function createRepeatedRefusals(
  engine: Pick<Engine, 'active' | 'pauses' | 'onDidChange'>,
  clock: Pick<Clock, 'now'>,
): RepeatedRefusals {
  const known = new Map<string, { readonly at: number; isPause: boolean }>();
  const listening = engine.onDidChange(() => {
    const pauses = engine.pauses();
    for (const [reason, refusal] of known) {
      const isPaused = pauses.some((pause) => pause.reason === reason);
      if (refusal.isPause && !isPaused) known.delete(reason);
      refusal.isPause ||= isPaused;
    }
  });
  return {
    of(job) {
      const reason = job.state === 'failed' ? job.failure?.class : undefined;
      if (reason !== 'key' && reason !== 'no-balance') return undefined;
      const before = known.get(reason);
      const now = clock.now();
      if (before !== undefined && (before.isPause || now - before.at < refusalMs)) return 'told';
      known.set(reason, { at: now, isPause: false });
      return engine.active().some(({ id, state }) => id !== job.id && state === 'queued')
        ? 'first'
        : undefined;
    },
    dispose: () => listening.dispose(),
  };
}
