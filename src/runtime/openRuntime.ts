import { readPriceList } from '../comet/priceList.ts';
import { createProvider } from '../comet/provider.ts';
import type { TransportOptions } from '../comet/transport.ts';
import type { Gap } from '../core/gap.ts';
import type { Job } from '../core/job.ts';
import type { Market } from '../core/market.ts';
import { type Engine, startEngine } from '../engine/engine.ts';
import { createListedMarket } from '../engine/listedMarket.ts';
import type { Clock, Gate, Images, Random, Store, UploadConsent } from '../engine/ports.ts';
import { createPriceBook, type PriceBook } from '../engine/priceBook.ts';
import { type EngineSettings, rhythm } from '../engine/settings.ts';
import { sha256 } from '../node/sha256.ts';
import { type JobStore, openStore } from '../store/jobStore.ts';
import type { LedgerReports } from '../store/ledgerReports.ts';
import { openVault } from '../store/vault.ts';
import type { ApiKeys } from './apiKeys.ts';
import { createClipLinks } from './clipLinks.ts';
import { createEndpoints } from './endpoints.ts';
import { createFolderKeys, type FolderKeys } from './folderKeys.ts';
import type { ImageStore } from './imageFiles.ts';
import { createPlaces, type PlaceFiles } from './places.ts';
import { createSampleProvider } from './sampleProvider.ts';
import type { Secrets } from './secrets.ts';

export type GapStore = Pick<JobStore, 'gap' | 'closeGap'>;

/** What the working half needs of whoever runs it: an editor, a command, a test. */
export interface RuntimePorts {
  /** The folder of the database and of clips not yet placed; absolute. */
  readonly directory: string;
  readonly clock: Clock;
  readonly random: Random;
  /** The network of every call to CometAPI. */
  readonly network: TransportOptions;
  readonly settings: () => EngineSettings;
  /** The API origin that is set; undefined where the setting cannot be read. */
  readonly origin: () => string | undefined;
  readonly keys: Pick<ApiKeys, 'get' | 'onDidChange'>;
  readonly secrets: Secrets;
  readonly places: PlaceFiles;
  readonly images: (store: ImageStore) => Images;
  readonly gate: Gate;
  readonly uploads: UploadConsent;
  /** False: what a window that died had not sent yet is not sent from here. Absent: it is. */
  readonly adoptsUnsent?: boolean;
  /** The bytes of the clip that every sample job renders. */
  readonly sampleClip: () => Promise<Uint8Array>;
  /** A job in the database cannot be read. */
  readonly onUnreadable: (jobId: string) => void;
  /** The database may have gone back: called once at the start, and when that is noticed. */
  readonly onWentBack: (store: GapStore) => void;
  /** What went wrong, with the error behind it. */
  readonly log: (message: string, error?: unknown) => void;
  /** What is asked of CometAPI and what it answered. */
  readonly debug: (message: string) => void;
}

/** The working half: database, engine, provider. Editor, command line and agents stand on it. */
export interface Runtime {
  readonly engine: Engine;
  readonly store: Store;
  readonly reports: LedgerReports;
  /** Under which keys the money of folders is counted. */
  readonly folders: FolderKeys;
  /** What the database lacks since it went back, until a person has said what to do. */
  gap(): Promise<Gap | undefined>;
  readonly prices: Pick<PriceBook, 'refresh' | 'onDidChange'>;
  /** For every key; what the present one may not use, `refusedModels` knows. */
  readonly market: Market;
  /** Where a job's clip is kept until it is placed. */
  clipPath(job: Job): string;
  /** Whether a finished clip can be placed from here. */
  canPlace(job: Job): boolean;
  /** Something outside changed (a key, a folder, a setting): looks at every job again. */
  readonly wake: () => void;
  close(): Promise<void>;
}

/** Throws VideoPromptError with a `store.*` code. */
export async function openRuntime(ports: RuntimePorts): Promise<Runtime> {
  const { clock, directory, log } = ports;
  let isOpen = false;
  const store = await openStore({
    directory,
    onUnreadable: ports.onUnreadable,
    onWentBack: () => {
      if (isOpen) ports.onWentBack(store);
    },
  });
  isOpen = true;
  ports.onWentBack(store);
  const vault = await openVault(directory, { isImageUsed: (sha256) => store.isImageUsed(sha256) }).catch(
    (error: unknown) => {
      store.close();
      throw error;
    },
  );
  const links = createClipLinks(ports.secrets, log);
  const provider = createProvider({ ...ports.network, links });
  const closing = new AbortController();
  const samples = createSampleProvider(ports.sampleClip);
  const workspace = createPlaces(ports.places, clock, (job) => vault.clipPath(job));
  const prices = createPriceBook({
    store,
    clock,
    origin: ports.origin,
    read: (origin) => readPriceList(origin, closing.signal, ports.network),
    log,
  });
  // Before any price is shown or held against a cap.
  await prices.load().catch((error: unknown) => log('Kept prices could not be read', error));
  const market = createListedMarket(prices);
  const engine = startEngine(
    {
      windowId: ports.random.id(clock.now()),
      clock,
      random: ports.random,
      store,
      vault,
      provider,
      endpoints: createEndpoints(ports.keys, samples),
      workspace,
      rhythm,
      digest: sha256,
      settings: ports.settings,
      market,
      ...(ports.adoptsUnsent === undefined ? {} : { adoptsUnsent: ports.adoptsUnsent }),
      log,
      debug: ports.debug,
    },
    { gate: ports.gate, images: ports.images(vault), uploads: ports.uploads },
  );
  const wake = () => {
    engine.wake().catch((error: unknown) => log('Waking the jobs failed', error));
  };
  const listening = [engine.onDidChangeJob((job) => links.follow(job)), ports.keys.onDidChange(wake)];
  return {
    engine,
    store,
    reports: store.reports,
    folders: createFolderKeys(store, () => clock.localDay(clock.now()).slice(0, 7)),
    gap: () => store.gap(),
    clipPath: (job) => vault.clipPath(job),
    prices,
    market,
    canPlace: (job) => workspace.canPlace(job.output),
    wake,
    async close() {
      for (const one of listening) one.dispose();
      closing.abort();
      await engine.close();
      store.close();
      await Promise.all([provider.close(), samples.close()]);
    },
  };
}
