import { build } from 'esbuild';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import type { Job } from '../../src/core/job.ts';
import { databaseFileName } from '../../src/store/database.ts';
import { openStore } from '../../src/store/jobStore.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { makeJob } from '../unit/core/makeJob.ts';
import { median } from './median.ts';

const finishedCount = 100_000;
const runningCount = 500;
const rounds = 20;
const batch = 2_000;
const day = '2026-10-01';
const renderMs = 600_000;

export interface FinishedFigures {
  readonly totalsMs: number;
  readonly newestMs: number;
  readonly openMs: number;
  readonly openEmptyMs: number;
  readonly bytes: number;
}

/** What 100,000 finished jobs in the database cost: medians. */
export async function benchFinishedJobs(): Promise<FinishedFigures> {
  return await inDirectory(
    async (full) =>
      await inDirectory(async (empty) => {
        const store = await openStore({ directory: full });
        for (let at = 0; at < finishedCount; at += batch)
          await store.admit(
            Array.from({ length: batch }, (_, index) => finishedJob(at + index)),
            {},
          );
        const totalsMs = await medianMs(() => store.totals(day, 'file:///work/film'));
        const newestMs = await medianMs(() => store.list({ limit: 100 }));
        store.close();
        (await openStore({ directory: empty })).close();
        const open = async (directory: string) => {
          const at = performance.now();
          const opened = await openStore({ directory });
          await opened.beat('bench', Date.now());
          await opened.takeOver('bench', Date.now(), 13_000);
          await opened.driven();
          const ms = performance.now() - at;
          opened.close();
          return ms;
        };
        const pairs: { readonly full: number; readonly empty: number }[] = [];
        for (let round = 0; round < rounds; round++)
          pairs.push({ empty: await open(empty), full: await open(full) });
        return {
          totalsMs,
          newestMs,
          openMs: median(pairs.map((pair) => pair.full)),
          openEmptyMs: median(pairs.map((pair) => pair.empty)),
          bytes: (await stat(join(full, databaseFileName))).size,
        };
      }),
  );
}

const runningSchema = z.object({
  /** The longest computing in one go while they are watched, by the thread's CPU time. */
  longestCpuMs: z.number(),
  /** The same in the first 15 s, when all are due at once. */
  longestCpuAtStartMs: z.number(),
  /** By the wall clock, which also shows what else the machine does. */
  delayP99Ms: z.number(),
  longestMs: z.number(),
  /** Of one core. */
  cpuShare: z.number(),
  /** Of the whole process, and before it had a job. */
  residentMb: z.number(),
  residentBeforeMb: z.number(),
  heapMb: z.number(),
});

export type RunningFigures = z.infer<typeof runningSchema> & {
  readonly pollsPerJobAndMinute: number;
  /** The bench's own simulator is another process. */
  readonly simulatorMb: number;
};

const statsSchema = z.object({ polls: z.number() });

/** 500 jobs polled at the pace of the real service by a process of its own, against a simulator in another one. */
export async function benchRunningJobs(): Promise<RunningFigures> {
  const simulator = await startSimulatorProcess();
  const { origin } = simulator;
  const stats = async () => statsSchema.parse(await (await fetch(`${origin}/__simulator/stats`)).json());
  try {
    return await inDirectory(async (parent) => {
      const directory = join(parent, 'data');
      const bundle = join(parent, 'runningJobs.mjs');
      await build({
        entryPoints: [join(import.meta.dirname, 'runningJobs.ts')],
        outfile: bundle,
        bundle: true,
        platform: 'node',
        format: 'esm',
        banner: {
          js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        },
        logLevel: 'error',
      });
      await admitRunning(directory, origin);
      const at = performance.now();
      const { stdout } = await promisify(execFile)(process.execPath, [bundle, directory, origin]);
      const minutes = (performance.now() - at) / 60_000;
      return {
        ...runningSchema.parse(JSON.parse(stdout)),
        pollsPerJobAndMinute: (await stats()).polls / runningCount / minutes,
        simulatorMb: await residentMb(simulator.pid),
      };
    });
  } finally {
    await simulator.stop();
  }
}

/** Tasks at the simulator, and jobs of a window that is gone. Submitting them would be minutes of waiting for the disk. */
async function admitRunning(directory: string, origin: string): Promise<void> {
  const store = await openStore({ directory });
  const headers = { authorization: 'Bearer sk-bench-00000000' };
  const jobs: Job[] = [];
  for (let index = 0; index < runningCount; index++) {
    const body = new FormData();
    const task = { model: 'veo3.1-fast', prompt: 'A boat', seconds: '4', size: '1280x720' };
    for (const [name, value] of Object.entries(task)) body.append(name, value);
    const response = await fetch(`${origin}/v1/videos`, { method: 'POST', headers, body });
    const { id: taskId } = z.object({ id: z.string() }).parse(await response.json());
    const id = `job-${String(index).padStart(4, '0')}`;
    const now = Date.now();
    const times = { createdAt: now, updatedAt: now, sentAt: now, acceptedAt: now };
    jobs.push(makeJob({ id, batchId: id, state: 'running', origin, taskId, windowId: 'bench', ...times }));
  }
  await store.admit(jobs, {});
  store.close();
}

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

function finishedJob(index: number): Job {
  const id = `job-${String(index).padStart(7, '0')}`;
  return makeJob({
    id,
    batchId: id,
    state: 'saved',
    day: index % 10 === 0 ? day : `2026-09-${String((index % 28) + 1).padStart(2, '0')}`,
    taskId: `task_${id}`,
    endedAt: 2_000,
    charge: { microUsd: 320_000, basis: 'estimated' },
    clip: { bytes: 1, sha256: 'a'.repeat(64), extension: '.mp4', uri: `file:///work/film/videos/${id}.mp4` },
  });
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const at = performance.now();
    await work();
    times.push(performance.now() - at);
  }
  return median(times);
}

async function startSimulatorProcess(): Promise<{
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}> {
  const child = spawn(
    process.execPath,
    [
      join(repository, 'src/simulator/cli.ts'),
      '--render-ms',
      String(renderMs),
      '--clip',
      join(repository, 'media/sample.mp4'),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const origin = await until('the simulator', () => /http:\S+/.exec(output)?.[0]);
  return {
    origin,
    pid: child.pid ?? 0,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'video-prompt-bench-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
