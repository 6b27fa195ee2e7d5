import { setTimeout as sleep } from 'node:timers/promises';
import { lstat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AgentPorts, RequestInput } from '../agent/ports.ts';
import { modelOrUncharted } from '../core/catalogue/uncharted.ts';
import { completeRequest } from '../core/defaults.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import { type Market, shippedMarket } from '../core/market.ts';
import { isPromptFile } from '../core/promptFileName.ts';
import { fileNameOfUri, innermostFolder, isPublicLink } from '../core/uriPath.ts';
import { createListedMarket } from '../engine/listedMarket.ts';
import { createPriceBook } from '../engine/priceBook.ts';
import { systemClock } from '../node/clock.ts';
import { diskPlace } from '../node/ownFile.ts';
import { lookIn, openRepository } from '../runtime/repository.ts';
import { readRepositorySettings } from '../runtime/repositorySettings.ts';
import { agentFolders } from './agentFolders.ts';
import { lazyStore } from './lazyStore.ts';
import type { ServerOptions } from './serverOptions.ts';

/** How often the database is looked at while an agent waits. */
const lookEveryMs = 1_000;

/** The folders on this disk and the extension's database, as the tools for agents see them. */
export function createMcpPorts(
  options: ServerOptions,
  tell: (text: string) => void,
): AgentPorts & { close(): void } {
  const folders = agentFolders(options.folders);
  const [first = ''] = folders.uris;
  const store = lazyStore(options.stateFolder, tell);

  async function market(): Promise<Market> {
    const used = await store.ifUsed();
    if (used === undefined) return shippedMarket;
    const prices = createPriceBook({
      store: used,
      clock: systemClock,
      origin: () => options.origin,
      // Nothing is asked of anybody from here.
      read: () => Promise.resolve(undefined),
      log: tell,
    });
    await prices.load();
    return createListedMarket(prices);
  }

  async function requirePromptFile(path: string) {
    const uri = folders.uriOf(path);
    if (!isPromptFile({ path: uri }))
      throw new VideoPromptError('request.invalid', say('agent.noPromptFile', { file: fileNameOfUri(uri) }), {
        field: 'file',
      });
    const folder = await folders.requireWithin(uri, 'promptFile', 'file');
    if (await isFile(uri)) return { uri, folder };
    throw new VideoPromptError('request.invalid', say('agent.noFile', { file: folders.pathOf(uri) }), {
      field: 'file',
    });
  }

  return {
    market,
    async promptFile(path) {
      const { uri, folder } = await requirePromptFile(path);
      const used = await store.ifUsed();
      const repository = await openRepository(fileURLToPath(folder), {
        market: await market(),
        ...(used === undefined ? {} : { jobs: { store: used, write: undefined } }),
      });
      return await repository.states.look(uri);
    },
    async complete({ images, ...input }: RequestInput) {
      const placed = images.map(({ uri, role }) => ({
        uri: isPublicLink(uri) ? uri : folders.uriOf(uri),
        role,
      }));
      for (const { uri } of placed)
        if (!isPublicLink(uri)) await folders.requireWithin(uri, 'image', 'images');
      const folder = innermostFolder(folders.uris, placed[0]?.uri ?? '') ?? first;
      const settings = await readRepositorySettings(diskPlace(folder));
      const model = input.model ?? settings.defaultModel;
      return { ...completeRequest({ ...input, images: placed }, modelOrUncharted(model)), model };
    },
    look: async ({ images }) =>
      await Promise.all(
        images.map(async ({ uri, role }) => {
          const folder = innermostFolder(folders.uris, uri) ?? first;
          return { ...(await lookIn(diskPlace(folder))(uri, folder)), uri, role };
        }),
      ),
    checkContext: () => ({ workspaceFolderUris: folders.uris, origin: options.origin }),
    pathOf: (uri) => folders.pathOf(uri),
    budget: () => Promise.resolve({ allowanceMicroUsd: 0 }),
    job: async (id) => await (await store.ifUsed())?.get(id),
    newestJobs: async (limit) => (await (await store.ifUsed())?.list({ limit })) ?? [],
    async jobsOf(path, limit) {
      const { uri } = await requirePromptFile(path);
      return (await (await store.ifUsed())?.ofPromptFile(uri, limit)) ?? [];
    },
    async untilChange(withinMs, signal) {
      await sleep(Math.min(withinMs, lookEveryMs), undefined, { signal }).catch(() => undefined);
    },
    now: () => systemClock.now(),
    asks: 'later',
    close: () => store.close(),
  };
}

async function isFile(uri: string): Promise<boolean> {
  return await lstat(fileURLToPath(uri)).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
