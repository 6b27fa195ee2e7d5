import type { Job } from '../../src/core/job.ts';
import type { AdmitOptions } from '../../src/engine/rivals.ts';
import type { SeenJobs } from '../../src/core/batch.ts';
import type { Mutant } from './mutant.ts';

/** The same submission by somebody who claims to have seen or agreed to more. */
function claiming(
  jobs: readonly Job[],
  { seen, ...options }: AdmitOptions = {},
  more: Partial<SeenJobs> = {},
): AdmitOptions {
  const claimed = jobs.map(({ id }): [string, SeenJobs] => {
    const { upTo, agreedSecond } = seen?.get(id) ?? { upTo: 0, agreedSecond: [] };
    return [
      id,
      {
        upTo: Math.max(upTo, more.upTo ?? 0),
        agreedSecond: [...agreedSecond, ...(more.agreedSecond ?? [])],
      },
    ];
  });
  return { ...options, seen: new Map(claimed) };
}

/** Each lets something be paid for twice, or lost, that people do with shots and doubtful jobs. */
export const shotMutants: readonly Mutant[] = [
  {
    name: 'leaves it to the press to look for another job of its shot',
    promise: 'P1',
    sign: 'a second one of a shot',
    store: (store) => ({
      admit: async (jobs, caps, options) => {
        const agreedSecond = (await store.list({ limit: 1_000 })).map(({ id }) => id);
        return await store.admit(jobs, caps, claiming(jobs, options, { agreedSecond }));
      },
    }),
  },
  {
    name: 'looks only for what is under way, not for what was made since the look',
    promise: 'P1',
    sign: 'was made since the look',
    acts: ['press', 'press', 'pressTwice'],
    store: (store) => ({
      admit: (jobs, caps, options) =>
        store.admit(jobs, caps, claiming(jobs, options, { upTo: Number.MAX_SAFE_INTEGER })),
    }),
  },
  {
    name: 'gives a task to two jobs',
    promise: 'P1',
    sign: 'two jobs have',
    acts: ['press', 'recover'],
    schema: 'DROP INDEX jobs_task; CREATE INDEX jobs_task ON jobs (state);',
    rewrite: (sql) =>
      sql.startsWith('SELECT id FROM jobs WHERE CASE') && sql.includes('$.taskId')
        ? 'SELECT id FROM jobs WHERE ? IS NULL AND ? IS NULL'
        : sql,
  },
  {
    name: 'submits again as often as one presses',
    promise: 'P1',
    sign: 'was submitted again twice',
    acts: ['submit', 'again', 'again'],
    store: (store) => ({
      admit: async (jobs, caps, { supersedes: _supersedes, ...options } = {}) => {
        const agreedSecond = (await store.list({ limit: 1_000 })).map(({ id }) => id);
        return await store.admit(jobs, caps, claiming(jobs, options, { agreedSecond }));
      },
    }),
  },
  {
    name: 'submits again to wherever the setting says',
    promise: 'P1',
    sign: 'stands for something other than',
    store: (store) => ({
      admit: (jobs, caps, options) =>
        store.admit(
          jobs.map((job) =>
            job.supersedes === undefined ? job : { ...job, origin: 'https://elsewhere.example' },
          ),
          caps,
          options,
        ),
    }),
  },
  {
    name: 'leaves the followers of a job that is submitted again behind',
    promise: 'P1',
    sign: 'still waits for',
    acts: ['submit', 'again', 'again'],
    rewrite: (sql) =>
      sql.includes(`'$.awaits.jobId', ?)`) ? 'SELECT id FROM jobs WHERE ? IS NULL AND ? IS NULL' : sql,
  },
  {
    name: 'lets jobs lose a prompt file that is renamed',
    promise: 'P1',
    sign: 'lost its file',
    store: () => ({ moveFiles: () => Promise.resolve([]) }),
  },
];
