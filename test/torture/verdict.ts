import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobSummary } from '../../src/api.ts';
import type { Simulator } from '../../src/simulator/server.ts';

export interface Evidence {
  readonly simulator: Simulator;
  readonly jobs: readonly JobSummary[];
  /** Where clips go. */
  readonly videos: string;
}

/** Prompts that arrived more than once: each job has a prompt of its own. */
export function sentTwice(simulator: Simulator): readonly string[] {
  const seen = new Map<string, number>();
  for (const { method, fields } of simulator.log) {
    if (method !== 'POST' || fields?.prompt === undefined) continue;
    seen.set(fields.prompt, (seen.get(fields.prompt) ?? 0) + 1);
  }
  return [...seen].flatMap(([prompt, times]) => (times > 1 ? [prompt] : []));
}

/** Everything that must not be, after every job has come to rest. */
export async function faultsOf({ simulator, jobs, videos }: Evidence): Promise<readonly string[]> {
  return [
    ...sentTwice(simulator).map((prompt) => `sent twice: ${prompt}`),
    ...lost(simulator, jobs),
    ...jobs
      .filter(({ state }) => state !== 'saved' && state !== 'uncertain')
      .map(({ id, state }) => `did not come to rest: ${id} is ${state}`),
    ...(await clipFaults(jobs, videos)),
  ];
}

/** Renders that the provider made and no job speaks of. */
function lost(simulator: Simulator, jobs: readonly JobSummary[]): readonly string[] {
  return simulator.log.flatMap(({ taskId, fields }) => {
    if (taskId === undefined) return [];
    const job = jobs.find(({ request }) => request.prompt === fields?.prompt);
    if (job === undefined) return [`lost: ${taskId} has no job`];
    if (job.taskId === undefined) return job.state === 'uncertain' ? [] : [`lost: ${taskId} is ${job.state}`];
    return job.taskId === taskId ? [] : [`lost: ${taskId} was taken for ${job.taskId}`];
  });
}

async function clipFaults(jobs: readonly JobSummary[], videos: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const places = new Set<string>();
  for (const { id, state, clip, taskId = '' } of jobs) {
    if (state !== 'saved') continue;
    // Over JSON a URI is its parts.
    const path = clip?.uri?.path ?? '';
    places.add(path);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (createHash('sha256').update(bytes).digest('hex') !== clip?.sha256) faults.push(`not whole: ${id}`);
    else if (!bytes.includes(taskId)) faults.push(`another job’s clip: ${id}`);
  }
  const names = await readdir(videos);
  const clips = names.filter((name) => name.endsWith('.mp4')).map((name) => join(videos, name));
  for (const clip of clips) if (!places.has(clip)) faults.push(`nobody’s clip: ${clip}`);
  if (places.size !== jobs.filter(({ state }) => state === 'saved').length)
    faults.push('two jobs share a file');
  for (const name of names) if (name.endsWith('.part')) faults.push(`half a clip was left: ${name}`);
  return faults;
}
