import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { createProvider } from '../../src/comet/provider.ts';
import { openVault } from '../../src/store/vault.ts';
import { buildClip } from './bigClip.ts';
import { median } from './median.ts';

const sizeBytes = 200_000_000;
const rounds = 3;

export interface DownloadFigures {
  /** Wall time of the extension's way, digest and check included, over that of `curl -o`. */
  readonly ratio: number;
  readonly ourMs: number;
  readonly curlMs: number;
  readonly memoryGrowthMb: number;
  readonly longestStallMs: number;
}

/** A clip of 200 MB from loopback: our transport and vault beside `curl -o`. */
export async function benchDownload(): Promise<DownloadFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'video-prompt-bench-'));
  const source = join(directory, 'source.mp4');
  await buildClip(source, sizeBytes);
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'video/mp4',
      'content-length': String(sizeBytes),
      etag: '"bench"',
    });
    createReadStream(source, { highWaterMark: 1 << 20 }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const link = `http://127.0.0.1:${String(port)}/clip.mp4`;
  const provider = createProvider();
  const vault = await openVault(join(directory, 'storage'), { isImageUsed: () => Promise.resolve(false) });
  const ours: number[] = [];
  const curls: number[] = [];
  let growth = 0;
  let stall = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      curls.push(
        await timed(() => promisify(execFile)('curl', ['-s', '-o', join(directory, 'curl.mp4'), link])),
      );
      const delay = monitorEventLoopDelay({ resolution: 1 });
      const before = process.memoryUsage().rss;
      delay.enable();
      ours.push(await timed(() => fetchOnce(`job-${String(round)}`)));
      delay.disable();
      stall = Math.max(stall, delay.max / 1e6);
      growth = Math.max(growth, (process.memoryUsage().rss - before) / 1e6);
    }
  } finally {
    server.close();
    await provider.close();
    await rm(directory, { recursive: true, force: true });
  }
  const [ourMs, curlMs] = [median(ours), median(curls)];
  return { ratio: ourMs / curlMs, ourMs, curlMs, memoryGrowthMb: growth, longestStallMs: stall };

  async function fetchOnce(jobId: string): Promise<void> {
    const endpoint = {
      baseUrl: link.slice(0, link.lastIndexOf('/')),
      key: 'sk-bench-00000000',
      keyFingerprint: '',
      isLocal: true,
    };
    const signal = new AbortController().signal;
    const outcome = await provider.download({ endpoint, dialect: 'unified', taskId: 'task_1', link }, signal);
    if (outcome.kind !== 'bytes') throw new Error(outcome.failure.message);
    await vault.receive(jobId, outcome, signal);
    if ((await vault.accept(jobId)) === undefined) throw new Error('The clip was not accepted.');
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const at = performance.now();
  await run();
  return performance.now() - at;
}
