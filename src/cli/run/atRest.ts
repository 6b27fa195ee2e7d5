import { hasEnded, type Job } from '../../core/job.ts';
import { askingAt, everything } from '../../core/pause.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';

export interface RestParts extends Pick<Runtime, 'canPlace'> {
  readonly engine: Pick<Runtime['engine'], 'rests' | 'leftUnsent' | 'pauses'>;
}

/** Whether nothing more will happen to a job while this run watches. */
export function isAtRest(job: Job, { engine, canPlace }: RestParts): boolean {
  switch (job.state) {
    case 'queued':
      return job.hold === 'key' || job.hold === 'confirm' || engine.rests(job) || isLeftUnsent(job, engine);
    case 'stored':
      return job.failure !== undefined || !canPlace(job);
    case 'submitting':
      return false;
    case 'running':
    case 'downloading':
      // Of a refused key one job goes on asking for all, but no sooner than somebody does something about it.
      return engine.pauses().some(({ scope }) => scope === everything || scope === askingAt(job.origin));
    default:
      return hasEnded(job) || job.state === 'uncertain' || job.state === 'stopped';
  }
}

/** Whether it was queued by a run that ended, so that this one does not send it. */
export function isLeftUnsent({ id }: Job, engine: Pick<Runtime['engine'], 'leftUnsent'>): boolean {
  return engine.leftUnsent().some((one) => one.id === id);
}
