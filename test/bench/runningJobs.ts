// The process that `benchRunningJobs` measures: the engine on a database with running jobs, and nothing else.
// `node runningJobs.js <directory> <origin>` prints one line of JSON.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openBenchEngine } from './benchEngine.ts';
import { startCpuStalls } from './cpuStalls.ts';

const settleMs = 15_000;
const measureMs = 25_000;

const [directory, origin] = process.argv.slice(2);
if (directory === undefined || origin === undefined) throw new Error('Wanted: a directory and an origin.');

const residentMb = () => process.memoryUsage().rss / 1024 ** 2;
const residentBeforeMb = residentMb();

const endpoint = { baseUrl: origin, key: 'sk-bench-00000000', keyFingerprint: '', isLocal: false };
const engine = await openBenchEngine(directory, endpoint);
// Their first questions come at once, as after a start; afterwards they are spread.
const starting = startCpuStalls();
await pause(settleMs);
const longestCpuAtStartMs = starting.stop().longestMs;

const delay = monitorEventLoopDelay({ resolution: 1 });
const running = startCpuStalls();
const cpu = process.cpuUsage();
const at = performance.now();
delay.enable();
await pause(measureMs);
delay.disable();
const elapsedMs = performance.now() - at;
const { user, system } = process.cpuUsage(cpu);
const figures = {
  longestCpuMs: running.stop().longestMs,
  longestCpuAtStartMs,
  delayP99Ms: delay.percentile(99) / 1e6,
  longestMs: delay.max / 1e6,
  cpuShare: (user + system) / 1000 / elapsedMs,
  residentMb: residentMb(),
  residentBeforeMb,
  heapMb: process.memoryUsage().heapUsed / 1024 ** 2,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
await engine.close();
