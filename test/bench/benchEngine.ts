import { sha256 } from '../../src/node/sha256.ts';
import { shippedMarket } from '../../src/core/market.ts';
import { createProvider } from '../../src/comet/provider.ts';
import { defaultModelId } from '../../src/core/catalogue/defaultModelId.ts';
import { systemClock } from '../../src/node/clock.ts';
import { systemRandom } from '../../src/node/random.ts';
import { startEngine } from '../../src/engine/engine.ts';
import type { Endpoint } from '../../src/engine/ports.ts';
import { rhythm } from '../../src/engine/settings.ts';
import { openStore } from '../../src/store/jobStore.ts';
import { openVault } from '../../src/store/vault.ts';

/** The shipped engine on the real store and network, without a workspace to place clips in. */
export async function openBenchEngine(directory: string, endpoint: Endpoint) {
  const store = await openStore({ directory });
  const vault = await openVault(directory, { isImageUsed: () => Promise.resolve(true) });
  const provider = createProvider();
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
      digest: sha256,
      rhythm,
      market: shippedMarket,
      settings: () => ({ caps: {}, allowUnattended: true, maxConcurrent: 1_000 }),
      log: () => undefined,
      debug: () => undefined,
    },
    {
      gate: {
        isTrusted: () => true,
        knowsFragile: () => true,
        ask: () => Promise.resolve({ kind: 'declined' }),
      },
      uploads: { isGiven: () => true, isInWorkspace: () => true, ask: () => Promise.resolve(false) },
      images: {
        inflatedLength: () => Promise.resolve(0),
        read: () => Promise.resolve({ kind: 'missing' }),
        keep: () => Promise.reject(new Error('There are no images.')),
      },
    },
  );
  return {
    store,
    submit: () =>
      engine.submit({
        request: {
          prompt: 'A boat',
          model: defaultModelId,
          seconds: 4,
          aspectRatio: '16:9',
          resolution: '720p',
          images: [],
        },
        caller: { kind: 'program' },
        origin: endpoint.baseUrl,
        output: { directoryUri: 'file:///nowhere', baseName: 'boat' },
        workspaceKey: '',
      }),
    async close() {
      await engine.close();
      store.close();
      await provider.close();
    },
  };
}
