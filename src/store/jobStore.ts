import type { DatabaseSync } from 'node:sqlite';
import type { Caps, CapTotals } from '../core/budget.ts';
import type { Job, JobEvent } from '../core/job.ts';
import type { FileMove } from '../core/fileMoves.ts';
import type { Pause } from '../core/pause.ts';
import type { MicroUsd } from '../core/money.ts';
import type { RenderTime } from '../core/renderForecast.ts';
import type { LivePrices } from '../core/livePrice.ts';
import { transition } from '../core/transition.ts';
import type { ApplyOptions, ApplyOutcome, PriceAges, RefusedModel, Store } from '../engine/ports.ts';
import type { AdmitOptions, AdmitOutcome } from '../engine/rivals.ts';
import type { TakeOverOptions } from '../engine/takeOver.ts';
import { admitJobs, Capped } from './admitJobs.ts';
import { applyEvent } from './applyEvent.ts';
import type { Connect } from './connection.ts';
import { type Database, openDatabase } from './database.ts';
import {
  isImageUsed,
  selectDriven,
  selectJob,
  selectLiveShots,
  selectNewest,
  selectOfPromptFile,
  selectOfRecipe,
  selectReadable,
  selectTaskHolder,
  updateJob,
} from './jobRows.ts';
import { countFolder, type CountedFolder, selectFolders } from './folderRows.ts';
import { closeGap, selectGap } from './gapRows.ts';
import type { Gap } from '../core/gap.ts';
import { type LedgerReports, ledgerReports } from './ledgerReports.ts';
import { sumMoney, sumOfAgents } from './ledgerRows.ts';
import { Lineage } from './lineage.ts';
import { moveJobs, selectConcerned } from './moveJobs.ts';
import type { Pacing } from './pacing.ts';
import { selectPauses, upsertPause } from './pauseRows.ts';
import { claimPrices, selectPrices, upsertPrices } from './priceRows.ts';
import { deleteRefusedModel, insertRefusedModel, selectRefusedModels } from './refusedModelRows.ts';
import { insertRender, selectRenders } from './renderRows.ts';
import { newestRow } from './rivals.ts';
import { beatWindow, hasWindow, removeWindow, selectDeadWindows, selectOrphans } from './windowRows.ts';
import { writeJob } from './writeJob.ts';
import { type Witness, witnessFile } from './witness.ts';

export interface StoreOptions {
  /** Made if it is missing; the database and its marker lie in it. */
  readonly directory: string;
  readonly pacing?: Pacing;
  readonly connect?: Connect;
  /** Remembers beside the folder how far the database has come. Absent: a file beside the folder. */
  readonly witness?: Witness;
  /** The database lay behind what this window or the witness knew; {@link JobStore.gap} says what was missing. */
  readonly onWentBack?: () => void;
  /** Called once for each job whose row cannot be read. The row stays as it is, and its job waits. */
  readonly onUnreadable?: (jobId: string) => void;
}

export interface JobStore extends Store {
  /** Whether a job that has not ended holds the image: its snapshot must stay. */
  isImageUsed(sha256: string): Promise<boolean>;
  readonly reports: LedgerReports;
  /** What was missing when the database went back; undefined where nothing was, or a person has said what to do. */
  gap(): Promise<Gap | undefined>;
  /** Keys under which the folder with this identity was counted before. */
  formerFolders(identity: string): Promise<readonly string[]>;
  /** Counts a folder under a key, with what was counted for it under others. */
  countFolder(folder: CountedFolder): Promise<void>;
  /** A person's word: their missing money stays counted until its month ends, or only what the database has counts. */
  closeGap(options: { readonly keepCounting: boolean }): Promise<void>;
}

/** Throws VideoPromptError `store.busy`, `store.newer`, `store.damaged` or `store.unavailable`. */
export async function openStore({
  directory,
  pacing,
  connect,
  witness = witnessFile(directory),
  onWentBack = () => undefined,
  onUnreadable,
}: StoreOptions): Promise<JobStore> {
  const lineage = (file: string) => new Lineage(file, witness, onWentBack);
  const database = await openDatabase(directory, { pacing, connect, lineage });
  try {
    // Before anybody acts on what may be old.
    await database.read(() => undefined);
    return new SqliteStore(database, onUnreadable);
  } catch (error) {
    database.close();
    throw error;
  }
}

class SqliteStore implements JobStore {
  readonly reports: LedgerReports;
  readonly #database: Database;
  readonly #unreadable = new Set<string>();
  readonly #passOver: (jobId: string) => void;

  constructor(database: Database, onUnreadable: StoreOptions['onUnreadable']) {
    this.#database = database;
    this.reports = ledgerReports(database);
    this.#passOver = (jobId) => {
      if (this.#unreadable.has(jobId)) return;
      this.#unreadable.add(jobId);
      onUnreadable?.(jobId);
    };
  }

  async admit(jobs: readonly Job[], caps: Caps, options: AdmitOptions = {}): Promise<AdmitOutcome> {
    try {
      return await this.#database.write((connection) =>
        admitJobs(connection, { jobs, caps, options, onUnreadable: this.#passOver }),
      );
    } catch (error) {
      if (error instanceof Capped) return { kind: 'capped', breach: error.breach, totals: error.totals };
      throw error;
    }
  }

  async newest(): Promise<number> {
    return await this.#database.read(newestRow);
  }

  async get(id: string): Promise<Job | undefined> {
    return await this.#database.read((connection) => selectJob(connection, id));
  }

  async list({
    limit,
    before,
  }: {
    readonly limit: number;
    readonly before?: string;
  }): Promise<readonly Job[]> {
    return await this.#database.read((connection) => selectNewest(connection, limit, before, this.#passOver));
  }

  async findTask(origin: string, taskId: string): Promise<Job | undefined> {
    return await this.#database.read((connection) => {
      const id = selectTaskHolder(connection, origin, taskId);
      return id === undefined ? undefined : selectJob(connection, id);
    });
  }

  async ofPromptFile(uri: string, limit: number): Promise<readonly Job[]> {
    return await this.#database.read((connection) =>
      selectOfPromptFile(connection, uri, limit, this.#passOver),
    );
  }

  async ofRecipe(digest: string, limit: number): Promise<readonly Job[]> {
    return await this.#database.read((connection) =>
      selectOfRecipe(connection, digest, limit, this.#passOver),
    );
  }

  async spentByAgents(day: string): Promise<MicroUsd> {
    return await this.#database.read((connection) => sumOfAgents(connection, day));
  }

  async liveShots(): Promise<readonly Job[]> {
    return await this.#database.read((connection) => selectLiveShots(connection, this.#passOver));
  }

  async moveFiles(moves: readonly FileMove[]): Promise<readonly Job[]> {
    // Most moves are about no job: without anything to do no write lock is taken.
    const isNeeded = await this.#database.read((connection) => selectConcerned(connection, moves).length > 0);
    if (!isNeeded) return [];
    return await this.#database.write((connection) => moveJobs(connection, moves, this.#passOver));
  }

  async driven(): Promise<readonly Job[]> {
    return await this.#database.read((connection) => selectDriven(connection, this.#passOver));
  }

  async apply(id: string, event: JobEvent, now: number, options: ApplyOptions = {}): Promise<ApplyOutcome> {
    return await this.#database.write((connection) => applyEvent(connection, id, event, now, options));
  }

  async totals(day: string, workspaceKey: string): Promise<CapTotals> {
    return await this.#database.read((connection) => sumMoney(connection, day, workspaceKey));
  }

  async addRender(origin: string, model: string, render: RenderTime): Promise<void> {
    await this.#database.write((connection) => insertRender(connection, origin, model, render));
  }

  async renders(origin: string, model: string): Promise<readonly RenderTime[]> {
    return await this.#database.read((connection) => selectRenders(connection, origin, model));
  }

  async prices(origin: string): Promise<LivePrices | undefined> {
    return await this.#database.read((connection) => selectPrices(connection, origin));
  }

  async setPrices(origin: string, prices: LivePrices, now: number): Promise<void> {
    await this.#database.write((connection) => upsertPrices(connection, origin, prices, now));
  }

  async claimPrices(origin: string, now: number, ages: PriceAges): Promise<boolean> {
    return await this.#database.write((connection) => claimPrices(connection, origin, now, ages));
  }

  async refusedModels(): Promise<readonly RefusedModel[]> {
    return await this.#database.read(selectRefusedModels);
  }

  async addRefusedModel(refused: RefusedModel, now: number): Promise<void> {
    await this.#database.write((connection) => insertRefusedModel(connection, refused, now));
  }

  async dropRefusedModel(refused: RefusedModel): Promise<void> {
    await this.#database.write((connection) => deleteRefusedModel(connection, refused));
  }

  async pauses(): Promise<readonly Pause[]> {
    return await this.#database.read(selectPauses);
  }

  async setPause(pause: Pause): Promise<void> {
    await this.#database.write((connection) => upsertPause(connection, pause));
  }

  async beat(windowId: string, now: number): Promise<boolean> {
    return await this.#database.write((connection) => beatWindow(connection, windowId, now));
  }

  async takeOver(
    windowId: string,
    now: number,
    staleAfterMs: number,
    { withQueued = true, adopt, readNow = () => now }: TakeOverOptions = {},
  ): Promise<readonly Job[]> {
    const orphans = (connection: DatabaseSync) =>
      selectOrphans(connection, windowId, withQueued).filter((id) => !this.#unreadable.has(id));
    const isNeeded = (connection: DatabaseSync) =>
      selectDeadWindows(connection, windowId, readNow(), staleAfterMs).length > 0 ||
      orphans(connection).length > 0;
    // Every window asks this often: without anything to do no write lock is taken.
    if (!(await this.#database.read(isNeeded))) return [];
    return await this.#database.write((connection) => {
      const writtenAt = readNow();
      for (const dead of selectDeadWindows(connection, windowId, writtenAt, staleAfterMs))
        removeWindow(connection, dead);
      return orphans(connection).flatMap((id) => {
        const job = selectReadable(connection, id, this.#passOver);
        if (job === undefined) return [];
        return [handOver(connection, job, windowId, (taken) => adopted(taken, adopt?.(taken), writtenAt))];
      });
    });
  }

  async claim(id: string, epoch: number, windowId: string): Promise<Job | undefined> {
    return await this.#database.write((connection) => {
      const job = selectJob(connection, id);
      if (job?.state !== 'stored' || job.epoch !== epoch || job.windowId === windowId) return undefined;
      return handOver(connection, job, windowId);
    });
  }

  holdsLease(id: string, epoch: number, windowId: string): boolean {
    try {
      return this.#database.readNow((connection) => {
        const row = connection.prepare('SELECT 1 FROM jobs WHERE id = ? AND epoch = ? AND window_id = ?');
        return row.get(id, epoch, windowId) !== undefined && hasWindow(connection, windowId);
      });
    } catch {
      // Not sure is no: what is not sent can be sent later.
      return false;
    }
  }

  leave(windowId: string): void {
    try {
      this.#database.writeNow((connection) => removeWindow(connection, windowId));
    } catch {
      // A closing window cannot wait for a lock; its sign of life then goes stale by itself.
    }
  }

  version(): number {
    return this.#database.version();
  }

  close(): void {
    this.#database.close();
  }

  async gap(): Promise<Gap | undefined> {
    return await this.#database.read(selectGap);
  }

  async formerFolders(identity: string): Promise<readonly string[]> {
    return await this.#database.read((connection) => selectFolders(connection, identity));
  }

  async countFolder(folder: CountedFolder): Promise<void> {
    await this.#database.write((connection) => countFolder(connection, folder));
  }

  async closeGap({ keepCounting }: { readonly keepCounting: boolean }): Promise<void> {
    await this.#database.write((connection) => closeGap(connection, keepCounting));
  }

  async isImageUsed(sha256: string): Promise<boolean> {
    return await this.#database.read((connection) => isImageUsed(connection, sha256));
  }
}

function handOver(
  connection: DatabaseSync,
  job: Job,
  windowId: string,
  change: (job: Job) => Job = (taken) => taken,
): Job {
  const taken = change({ ...job, windowId, epoch: job.epoch + 1 });
  writeJob(connection, updateJob, taken);
  return taken;
}

function adopted(job: Job, event: JobEvent | undefined, now: number): Job {
  return (event === undefined ? undefined : transition(job, event, now)) ?? job;
}
