import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProvider } from '../../src/comet/provider.ts';
import { defaultModelId } from '../../src/core/catalogue/catalogue.ts';
import { systemClock } from '../../src/editor/clock.ts';
import { systemRandom } from '../../src/editor/random.ts';
import { startEngine } from '../../src/engine/engine.ts';
import { rhythm } from '../../src/engine/settings.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { openStore } from '../../src/store/jobStore.ts';
import { openVault } from '../../src/store/vault.ts';
import { repository } from '../support/paths.ts';
import { until } from '../support/until.ts';
import { median } from './median.ts';

const rounds = 20;

/** From the engine hearing of a request without images to the POST arriving on loopback: milliseconds, median. */
export async function benchClickToPost(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'video-prompt-bench-'));
  const clip = await readFile(join(repository, 'media/sample.mp4'));
  const simulator = await startSimulator({ clip, renderMs: 3_600_000 });
  const store = await openStore({ directory });
  const vault = await openVault(directory, { isImageUsed: () => Promise.resolve(true) });
  const provider = createProvider();
  const endpoint = { baseUrl: simulator.origin, key: 'sk-bench-00000000', keyFingerprint: '', isLocal: true };
  const engine = startEngine(
    {
      windowId: 'bench',
      clock: systemClock,
      random: systemRandom,
      store,
      vault,
      provider,
      endpoints: { resolve: () => Promise.resolve(endpoint) },
      workspace: {
        canPlace: () => false,
        choosePlace: () => Promise.resolve(''),
        place: () => Promise.resolve('taken'),
      },
      rhythm,
      settings: () => ({ caps: {}, allowUnattended: true, maxConcurrent: 100 }),
      log: () => undefined,
    },
    {
      gate: { isTrusted: () => true, ask: () => Promise.resolve({ kind: 'declined' }) },
      images: {
        read: () => Promise.resolve({ kind: 'missing' }),
        keep: () => Promise.reject(new Error('There are no images.')),
      },
    },
  );
  const times: number[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      const at = Date.now();
      await engine.submit({
        request: {
          prompt: 'A boat',
          model: defaultModelId,
          seconds: 4,
          aspectRatio: '16:9',
          resolution: '720p',
          images: [],
        },
        caller: { kind: 'program' },
        origin: simulator.origin,
        output: { directoryUri: 'file:///nowhere', baseName: 'boat' },
        workspaceKey: '',
      });
      await until('the POST', () => simulator.stats.creates === round);
      times.push((simulator.log.findLast(({ method }) => method === 'POST')?.at ?? Number.NaN) - at);
    }
  } finally {
    await engine.close();
    store.close();
    await provider.close();
    await simulator.close();
    await rm(directory, { recursive: true, force: true });
  }
  return median(times);
}
