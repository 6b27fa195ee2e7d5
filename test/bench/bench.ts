// `npm run bench`: the figures of the house, each beside what it is measured against; fails where one passes its limit.
import { build } from '../support/build.ts';
import { benchActivation } from './activation.ts';
import { activationBytes, partBytes, vsixBytes } from './bundle.ts';
import { benchClickToPost } from './clickToPost.ts';
import { benchDownload } from './download.ts';
import { limits } from './limits.ts';
import { benchPolling, type PollFigures } from './polling.ts';
import { benchPromptFiles, promptFileLimitMs } from './promptFiles.ts';
import { benchManyFiles } from './manyFiles.ts';
import { benchFinishedJobs, benchRunningJobs } from './scale.ts';

const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
const line = (name: string, figure: string) => console.log(`${name.padEnd(52)} ${figure}`);
/** Fails the whole at its end where the share of the limit is over 1. */
const held = (name: string, figure: string, share: number) => {
  line(name, `${figure}, ${share.toFixed(2)} of the limit${share > 1 ? '  <-- OVER' : ''}`);
  if (!(share <= 1)) process.exitCode = 1;
};

await build({ tests: false, quiet: true });

const atActivation = await activationBytes();
line(
  'host code loaded at activation',
  `${kib(atActivation)}, ${(atActivation / limits.activationBundle).toFixed(2)} of the limit`,
);
const vsix = await vsixBytes();
line('VSIX', `${kib(vsix)}, ${(vsix / limits.vsix).toFixed(2)} of the limit`);
for (const [path, bytes] of (await partBytes()).slice(0, 8)) line(`  ${path}`, kib(bytes));

const activation = await benchActivation();
held(
  `activation in VS Code over an empty extension, ${String(activation.windows)} windows`,
  `${activation.cpuMs.toFixed(1)} ms of CPU (${activation.threadMs.toFixed(1)} of the shared thread)`,
  activation.cpuMs / limits.activationCpuMs,
);
line('  in the two seconds after it', `${activation.afterMs.toFixed(1)} ms of CPU`);
held(
  '  heap that it holds',
  `${activation.heapMb.toFixed(2)} MB`,
  activation.heapMb / limits.activationHeapMb,
);
line(
  'request heard to POST arriving, no images',
  `${(await benchClickToPost()).toFixed(0)} ms, median of 20`,
);
const download = await benchDownload();
line(
  'download of 200 MB, digest and check included',
  `${download.ratio.toFixed(2)} x curl -o (${download.ourMs.toFixed(0)} against ${download.curlMs.toFixed(0)} ms)`,
);
line('  memory growth', `${download.memoryGrowthMb.toFixed(0)} MB`);
line('  longest event-loop delay', `${download.longestStallMs.toFixed(1)} ms`);

const polling = benchPolling();
const asked = ({ requests, delayMs, p95DelayMs }: PollFigures) =>
  `${requests.toFixed(1)} requests, noticed after ${(delayMs / 1000).toFixed(1)} s (p95 ${(p95DelayMs / 1000).toFixed(1)} s)`;
const against = (one: PollFigures, other: PollFigures) =>
  `${(one.requests / other.requests).toFixed(2)} x the requests, ${(one.delayMs / other.delayMs).toFixed(2)} x the delay, ${(one.p95DelayMs / other.p95DelayMs).toFixed(2)} x its p95`;
line(`polling, ${String(polling.renders)} synthetic renders: warm`, asked(polling.warm));
for (const [tells, { warm, fixed }] of Object.entries(polling.where))
  line(`  of these, progress tells ${tells}`, `${asked(warm)}, ${against(warm, fixed)} of a fixed 10 s`);
line('  without history', asked(polling.cold));
line('  fixed 10 s', asked(polling.fixed));
line('  openai-node, 5 s', asked(polling.openai));
const requestShare = polling.warm.requests / polling.fixed.requests;
held('  warm: requests against fixed 10 s', `${requestShare.toFixed(2)} x`, requestShare);
const delayShare = polling.warm.delayMs / polling.openai.delayMs;
held('  warm: delay against openai-node', `${delayShare.toFixed(2)} x`, delayShare);
line('  without history against fixed 10 s', against(polling.cold, polling.fixed));
for (const { lines, shots, readMs, checkMs, slowest } of await benchPromptFiles()) {
  const share = (ms: number) => `${ms.toFixed(1)} ms, ${(ms / promptFileLimitMs).toFixed(2)} of the limit`;
  line(`prompt file, ${String(lines)} lines, shots: ${String(shots)}: read`, share(readMs));
  line('  read, resolved and checked', share(checkMs));
  line(`  slowest feature: ${slowest.feature}`, share(slowest.ms));
}
const many = await benchManyFiles();
const repository = `${String(many.fileCount)} files, ${String(many.promptFileCount)} prompt files, ${String(many.sidecarCount)} sidecars`;
line('a repository', `${repository}; ${(many.currentShare * 100).toFixed(0)} % of the clips are current`);
const cpu = (name: string, ms: number, limitMs: number) =>
  held(name, `${ms.toFixed(1)} ms of CPU`, ms / limitMs);
cpu('  first state of a prompt file, sidecars read', many.firstStateMs, limits.firstStateMs);
line('    while another thread reads them, in all', `${(many.firstStateTookMs / 1000).toFixed(1)} s`);
cpu('  longest computing in one go meanwhile', many.longestMs, limits.stallMs);
cpu('  its state after one file changed', many.afterChangeMs, limits.afterChangeMs);
cpu('  keystroke: 2,000 lines, 110 shots, with states', many.keystrokeMs, promptFileLimitMs);
held('  files and jobs asked for at keystrokes', String(many.askedAtKeystrokes), many.askedAtKeystrokes * 2);
cpu('  states of all prompt files', many.checkAllMs, limits.checkAllMs);
const finished = await benchFinishedJobs();
line(
  'totals with 100,000 finished jobs',
  `${finished.totalsMs.toFixed(2)} ms, ${(finished.totalsMs / 10).toFixed(2)} of the limit`,
);
line('  newest 100 jobs', `${finished.newestMs.toFixed(1)} ms`);
line(
  '  opening and first look, 20 pairs',
  `${finished.openMs.toFixed(1)} ms against ${finished.openEmptyMs.toFixed(1)} with an empty database`,
);
line('  size of the database', `${(finished.bytes / 1024 ** 2).toFixed(0)} MiB`);
const running = await benchRunningJobs();
held(
  '500 running jobs: longest computing in one go',
  `${running.longestCpuMs.toFixed(1)} ms of CPU`,
  running.longestCpuMs / limits.stallMs,
);
line('  in the first 15 s, when all are read and due', `${running.longestCpuAtStartMs.toFixed(1)} ms of CPU`);
line(
  '  event-loop delay by the wall clock, with the disk',
  `p99 ${running.delayP99Ms.toFixed(1)} ms, longest ${running.longestMs.toFixed(1)} ms`,
);
line('  CPU', `${(running.cpuShare * 100).toFixed(0)} % of a core`);
line('  status requests', `${running.pollsPerJobAndMinute.toFixed(1)} a job and minute`);
held(
  '  resident memory of the process',
  `${running.residentMb.toFixed(0)} MB (${running.residentBeforeMb.toFixed(0)} before the first job; heap ${running.heapMb.toFixed(0)})`,
  running.residentMb / limits.runningMb,
);
line("  the bench's own simulator, a process beside it", `${running.simulatorMb.toFixed(0)} MB`);
