import * as l10n from '@vscode/l10n';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { Job } from '../core/job.ts';
import { type Answer, lines } from './answer.ts';
import type { ToolInput } from './inputs.ts';
import { isAtRest, jobData, jobLine } from './jobReport.ts';
import type { AgentPorts } from './ports.ts';

const most = 20;

/** How jobs stand; waits for them as long as it is asked to, and no longer than all of them are at rest. */
export async function status(
  { jobs: ids, file, waitSeconds = 0 }: ToolInput<'status'>,
  ports: AgentPorts,
  signal: AbortSignal,
): Promise<Answer> {
  const look = async (): Promise<readonly Job[]> => {
    if (ids !== undefined) return await Promise.all(ids.map((id) => known(id, ports)));
    return file === undefined ? await ports.newestJobs(most) : await ports.jobsOf(file, most);
  };
  const until = ports.now() + waitSeconds * 1_000;
  let found = await look();
  for (;;) {
    const left = until - ports.now();
    if (left <= 0 || signal.aborted || found.every(isAtRest)) break;
    await ports.untilChange(left, signal);
    found = await look();
  }
  return {
    text: lines(found.length === 0 ? l10n.t('There are no jobs.') : undefined, ...found.map(jobLine)),
    data: { jobs: found.map((job) => jobData(job, ports)), isAllAtRest: found.every(isAtRest) },
  };
}

async function known(id: string, { job }: Pick<AgentPorts, 'job'>): Promise<Job> {
  const found = await job(id);
  if (found !== undefined) return found;
  throw new VideoPromptError('job.unknown', say('job.unknown'), { jobId: id });
}
