import * as vscode from 'vscode';
import { readPriceList } from '../../comet/priceList.ts';
import { createProvider } from '../../comet/provider.ts';
import type { Job } from '../../core/job.ts';
import type { Market } from '../../core/market.ts';
import { type Engine, startEngine } from '../../engine/engine.ts';
import type { Store } from '../../engine/ports.ts';
import { createListedMarket } from '../../engine/listedMarket.ts';
import { createPriceBook, type PriceBook } from '../../engine/priceBook.ts';
import { rhythm } from '../../engine/settings.ts';
import { openStore } from '../../store/jobStore.ts';
import type { Gap } from '../../core/gap.ts';
import type { LedgerReports } from '../../store/ledgerReports.ts';
import { openVault } from '../../store/vault.ts';
import type { ApiKeys } from './apiKeys.ts';
import { systemClock } from '../../node/clock.ts';
import { createClipLinks } from './clipLinks.ts';
import { createEndpoints } from './endpoints.ts';
import { createFolderKeys, type FolderKeys } from './folderKeys.ts';
import { tellGap } from './gapNotice.ts';
import { createGate } from './gate.ts';
import { createImages } from '../workspace/images.ts';
import { userNetwork } from './networkSettings.ts';
import { createSampleProvider } from './sampleProvider.ts';
import { systemRandom } from '../../node/random.ts';
import { apiOrigin, engineSettings } from '../base/settings.ts';
import { type Log } from '../base/show/log.ts';
import { createUploadConsent } from './uploadConsent.ts';
import { unreadableNotice } from './unreadableNotice.ts';
import { createWorkspacePlace } from '../workspace/workspacePlace.ts';

export interface SessionParts {
  readonly context: vscode.ExtensionContext;
  readonly keys: ApiKeys;
  readonly log: Log;
}

/** The working half of the extension in this window: database, engine, provider. Opened at first use. */
export interface Session {
  readonly engine: Engine;
  readonly store: Store;
  readonly reports: LedgerReports;
  /** Under which keys the money of folders is counted. */
  readonly folders: FolderKeys;
  /** What the database lacks since it went back, until a person has said what to do. */
  gap(): Promise<Gap | undefined>;
  /** Ids of jobs whose rows cannot be read. */
  readonly unreadable: ReadonlySet<string>;
  readonly prices: Pick<PriceBook, 'refresh' | 'onDidChange'>;
  /** For every key; {@link keyMarket} knows what the present one may not use. */
  readonly market: Market;
  /** Where the extension keeps a job's clip until it is placed. */
  clipPath(job: Job): string;
  /** Whether a finished clip can go into the workspace from this window. */
  canPlace(job: Job): boolean;
  close(): Promise<void>;
}

/** Throws VideoPromptError with a `store.*` code. */
export async function openSession({ context, keys, log }: SessionParts): Promise<Session> {
  const directory = context.globalStorageUri.fsPath;
  const notice = unreadableNotice(log);
  const tell = () => {
    tellGap(store, directory).catch((error: unknown) =>
      log.warn(`What the job database lacks could not be told: ${String(error)}`),
    );
  };
  let isOpen = false;
  const store = await openStore({
    directory,
    onUnreadable: (jobId) => notice.add(jobId),
    onWentBack: () => {
      if (isOpen) tell();
    },
  });
  isOpen = true;
  tell();
  const vault = await openVault(directory, { isImageUsed: (sha256) => store.isImageUsed(sha256) }).catch(
    (error: unknown) => {
      store.close();
      throw error;
    },
  );
  const links = createClipLinks(context.secrets, (message) => log.warn(message));
  const provider = createProvider({ ...userNetwork, links });
  const closing = new AbortController();
  const samples = createSampleProvider(context.extensionUri);
  const workspace = createWorkspacePlace((job) => vault.clipPath(job));
  const prices = createPriceBook({
    store,
    clock: systemClock,
    origin: readableOrigin,
    read: (origin) => readPriceList(origin, closing.signal, userNetwork),
    log: (message) => log.warn(message),
  });
  // Before any price is shown or held against a cap.
  await prices.load().catch((error: unknown) => log.warn(`Kept prices could not be read: ${String(error)}`));
  const market = createListedMarket(prices);
  const engine = startEngine(
    {
      windowId: systemRandom.id(systemClock.now()),
      clock: systemClock,
      random: systemRandom,
      store,
      vault,
      provider,
      endpoints: createEndpoints(keys, samples),
      workspace,
      rhythm,
      settings: engineSettings,
      market,
      log: (message) => log.warn(message),
    },
    {
      gate: createGate(context.globalState),
      images: createImages(vault),
      uploads: createUploadConsent(context.workspaceState),
    },
  );
  const wake = () => {
    engine.wake().catch((error: unknown) => log.warn(`Waking the jobs failed: ${String(error)}`));
  };
  const listening = vscode.Disposable.from(
    engine.onDidChangeJob((job) => links.follow(job)),
    keys.onDidChange(wake),
    vscode.workspace.onDidGrantWorkspaceTrust(wake),
    vscode.workspace.onDidChangeWorkspaceFolders(wake),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('videoPrompt') && wake()),
  );
  return {
    engine,
    store,
    reports: store.reports,
    folders: createFolderKeys(store, () => systemClock.localDay(systemClock.now()).slice(0, 7)),
    gap: () => store.gap(),
    unreadable: notice.jobs,
    clipPath: (job) => vault.clipPath(job),
    prices,
    market,
    canPlace: (job) => workspace.canPlace(job.output),
    async close() {
      listening.dispose();
      closing.abort();
      await engine.close();
      store.close();
      await Promise.all([provider.close(), samples.close()]);
    },
  };
}

/** Jobs are watched also where the setting cannot be read: that is told when something is to be sent. */
function readableOrigin(): string | undefined {
  try {
    return apiOrigin().origin;
  } catch {
    return undefined;
  }
}
