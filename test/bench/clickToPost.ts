import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../src/simulator/server.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { openBenchEngine } from './benchEngine.ts';
import { median } from './median.ts';

const rounds = 20;

/** From the engine hearing of a request without images to the POST arriving on loopback: milliseconds, median. */
export async function benchClickToPost(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'video-prompt-bench-'));
  const clip = await readFile(join(repository, 'media/sample.mp4'));
  const simulator = await startSimulator({ clip, renderMs: 3_600_000 });
  const engine = await openBenchEngine(directory, {
    baseUrl: simulator.origin,
    key: 'sk-bench-00000000',
    keyFingerprint: '',
    isLocal: true,
  });
  const times: number[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      const at = Date.now();
      await engine.submit();
      await until('the POST', () => simulator.stats.creates === round);
      times.push((simulator.log.findLast(({ method }) => method === 'POST')?.at ?? Number.NaN) - at);
    }
  } finally {
    await engine.close();
    await simulator.close();
    await rm(directory, { recursive: true, force: true });
  }
  return median(times);
}
