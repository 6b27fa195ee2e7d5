import type { LinkKeeper } from '../comet/linkKeeper.ts';
import type { Job } from '../core/job.ts';
import type { Secrets } from './secrets.ts';

const secretName = (jobId: string) => `videoPrompt.clipLink:${jobId}`;

/** Links that cannot be asked for again, kept as secrets until the clip is here. */
export interface ClipLinks extends LinkKeeper {
  /** Drops the link of a job that needs it no more. */
  follow(job: Job): void;
}

export function createClipLinks(
  secrets: Secrets,
  log: (message: string, error?: unknown) => void,
): ClipLinks {
  return {
    keep: (id, link) => Promise.resolve(secrets.store(secretName(id), link)),
    read: (id) => Promise.resolve(secrets.get(secretName(id))),
    follow({ id, dialect, state }) {
      const isOver = state === 'stored' || state === 'saved' || state === 'failed' || state === 'forgotten';
      if (dialect !== 'chat' || !isOver) return;
      secrets.delete(secretName(id)).then(undefined, (error: unknown) => {
        log('A link that is not needed any more could not be dropped', error);
      });
    },
  };
}
