import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Job } from '../../src/core/job.ts';
import { databaseFileName } from '../../src/store/database.ts';
import { openStore } from '../../src/store/jobStore.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { makeJob } from '../unit/core/makeJob.ts';
import { openBenchEngine } from './benchEngine.ts';
import { median } from './median.ts';

const finishedCount = 100_000;
const runningCount = 500;
const rounds = 20;
const batch = 2_000;
const day = '2026-10-01';
const measureMs = 25_000;
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

export interface RunningFigures {
  readonly delayP99Ms: number;
  readonly longestMs: number;
  /** Of one core. */
  readonly cpuShare: number;
  readonly pollsPerSecond: number;
  readonly residentMb: number;
}

const statsSchema = z.object({ tasks: z.number(), polls: z.number() });

/** 500 jobs polled at the pace of the real service, against a simulator in a process of its own. */
export async function benchRunningJobs(): Promise<RunningFigures> {
  const simulator = await startSimulatorProcess();
  const { origin } = simulator;
  const stats = async () => statsSchema.parse(await (await fetch(`${origin}/__simulator/stats`)).json());
  try {
    return await inDirectory(async (directory) => {
      const endpoint = { baseUrl: origin, key: 'sk-bench-00000000', keyFingerprint: '', isLocal: false };
      const engine = await openBenchEngine(directory, endpoint);
      try {
        for (let count = 0; count < runningCount; count++) await engine.submit();
        await until('500 tasks', async () => (await stats()).tasks >= runningCount);
        const before = await stats();
        const delay = monitorEventLoopDelay({ resolution: 1 });
        const cpu = process.cpuUsage();
        const at = performance.now();
        delay.enable();
        await pause(measureMs);
        delay.disable();
        const elapsedMs = performance.now() - at;
        const { user, system } = process.cpuUsage(cpu);
        const after = await stats();
        return {
          delayP99Ms: delay.percentile(99) / 1e6,
          longestMs: delay.max / 1e6,
          cpuShare: (user + system) / 1000 / elapsedMs,
          pollsPerSecond: ((after.polls - before.polls) * 1000) / elapsedMs,
          residentMb: process.memoryUsage().rss / 1024 ** 2,
        };
      } finally {
        await engine.close();
      }
    });
  } finally {
    await simulator.stop();
  }
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

async function startSimulatorProcess(): Promise<{ readonly origin: string; stop(): Promise<void> }> {
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
