import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../src/core/job.ts';
import type { EngineSettings } from '../../src/engine/settings.ts';
import { databaseFileName } from '../../src/store/database.ts';
import { openStore } from '../../src/store/jobStore.ts';
import { noWitness } from '../../src/store/witness.ts';
import { quickFolder } from '../support/quickFolder.ts';
import { Chance } from './chance.ts';
import { Judge } from './judge.ts';
import type { Mutant } from './mutant.ts';
import { Observer } from './observer.ts';
import { ShotJudge } from './shotJudge.ts';
import { SimulatedDisk } from './simulatedDisk.ts';
import { SimulatedProcess } from './simulatedProcess.ts';
import { SimulatedProvider } from './simulatedProvider.ts';
import { openWindow, type SimulatedWindow } from './simulatedWindow.ts';
import { chooseCaps, chooseRates } from './temper.ts';
import { checkMoney } from './verdict.ts';
import { Timeline } from './timeline.ts';

/** A folder for the databases of many runs, one after the other. */
export class Workbench {
  readonly directory: string;
  readonly file: string;
  #template: Uint8Array | undefined;

  constructor() {
    this.directory = mkdtempSync(join(quickFolder, 'video-prompt-simulation-'));
    this.file = join(this.directory, databaseFileName);
  }

  /** Puts a migrated, empty database there: the migrations ran once. */
  async clear(schema: string | undefined): Promise<void> {
    if (this.#template === undefined) {
      (await openStore({ directory: this.directory, witness: noWitness })).close();
      this.#template = await readFile(this.file);
    }
    rmSync(`${this.file}-journal`, { force: true });
    writeFileSync(this.file, this.#template);
    if (schema === undefined) return;
    const connection = new DatabaseSync(this.file);
    connection.exec(schema);
    connection.close();
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Windows, a provider, a disk and a person, all of whose luck comes from one seed. */
export class World {
  readonly directory: string;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly judge: Judge;
  readonly shotJudge: ShotJudge;
  readonly disk: SimulatedDisk;
  readonly provider: SimulatedProvider;
  readonly mutant: Mutant | undefined;
  readonly tickMs: number;
  readonly isLocal: boolean;
  settings: EngineSettings;
  hasKey = true;
  isDatabaseFull = false;
  isCalm = false;
  windows: SimulatedWindow[] = [];
  /** What they are called by now. */
  readonly promptFiles = ['file:///film/boat.video.md', 'file:///film/ship.video.md'];
  /** Tasks that people made jobs of. */
  readonly adopted = new Set<string>();
  /** What people asked to be forgotten or ended. */
  readonly wishes = new Map<string, Set<string>>();
  readonly observer: DatabaseSync;
  #locker: DatabaseSync | undefined;
  #isLockedForAll = false;
  #ids = 0;
  #processes = 0;
  #takes = 0;
  readonly processes: SimulatedProcess[] = [];

  constructor(workbench: Workbench, seed: number, mutant: Mutant | undefined, isTraced: boolean) {
    this.directory = workbench.directory;
    this.timeline = new Timeline(isTraced, workbench.directory);
    this.chance = new Chance(seed);
    this.mutant = mutant;
    this.judge = new Judge(this.timeline);
    this.shotJudge = new ShotJudge(this.timeline, (promise, words) => this.judge.blame(promise, words));
    this.disk = new SimulatedDisk(this.timeline, this.chance);
    this.provider = new SimulatedProvider(this.timeline, this.chance, chooseRates(this.chance), {
      reached: (process, call) => this.judge.reached(process, call),
      polled: (process, task) => this.judge.polled(process, task),
    });
    this.judge.provider = this.provider;
    this.tickMs = this.chance.one([1_000, 3_000, 4_000]) ?? 1_000;
    this.isLocal = this.chance.happens(0.5);
    this.disk.rivalry = this.chance.happens(0.3) ? 0.3 : 0;
    this.settings = {
      caps: chooseCaps(this.chance),
      allowUnattended: this.chance.happens(0.3),
      maxConcurrent: this.chance.between(1, 4),
      ...(this.chance.happens(0.5) ? {} : { confirmAboveMicroUsd: 500_000 }),
    };
    this.observer = new Observer(workbench.file);
    this.judge.observe = () => (this.#isLockedForAll ? undefined : this.observer);
  }

  nextId(): string {
    return `job-${String(this.#ids++).padStart(3, '0')}`;
  }

  /** Every press has numbers of its own. */
  nextTake(): number {
    return ++this.#takes;
  }

  /** The windows that live and are not being closed. */
  open(): readonly SimulatedWindow[] {
    return this.windows.filter(({ process }) => !process.isDead && !process.isClosing);
  }

  get isLocked(): boolean {
    return this.#locker !== undefined;
  }

  async openWindow(traits: { readonly isTrusted: boolean; readonly opensFolder: boolean }): Promise<void> {
    const process = new SimulatedProcess(`w${++this.#processes}`, this.timeline);
    process.isTrusted = traits.isTrusted;
    process.opensFolder = traits.opensFolder;
    this.processes.push(process);
    this.timeline.note(`${process.id} opens${traits.isTrusted ? '' : ', not trusted'}`);
    const window = await openWindow(this, process);
    this.windows.push(window);
    const { onDeath } = process;
    process.onDeath = () => {
      onDeath();
      // What a process left behind in the middle of its work must be whole at once.
      this.timeline.after(0, undefined, () => this.lookAtMoney());
    };
  }

  /** Something else writes to the database for a while, or keeps everybody from reading too. */
  lock(isForAll: boolean): void {
    if (this.#locker !== undefined) return;
    const locker = new DatabaseSync(join(this.directory, databaseFileName), { timeout: 0 });
    locker.exec(isForAll ? 'BEGIN EXCLUSIVE' : 'BEGIN IMMEDIATE');
    this.#locker = locker;
    this.#isLockedForAll = isForAll;
    this.timeline.note(`locks the database${isForAll ? ' for all' : ''}`);
  }

  unlock(): void {
    this.#locker?.close();
    this.#locker = undefined;
    this.#isLockedForAll = false;
  }

  /** No window can do what it is for until then. */
  disturbAll(untilMs: number): void {
    for (const { process } of this.windows) process.disturb(untilMs);
  }

  wish(jobId: string, kind: string): void {
    const wishes = this.wishes.get(jobId) ?? new Set();
    wishes.add(kind);
    this.wishes.set(jobId, wishes);
  }

  wakeAll(): void {
    for (const { engine } of this.open()) {
      engine.wake().catch((error: unknown) => this.timeline.note(`wake: ${String(error)}`));
    }
  }

  lookAtMoney(): void {
    const connection = this.judge.observe();
    if (connection === undefined) return;
    checkMoney(this, connection);
    this.shotJudge.checkTasks(connection);
  }

  /** Every job as the store reads it. */
  async readJobs(): Promise<readonly Job[]> {
    const store = await openStore({ directory: this.directory, witness: noWitness });
    try {
      return await store.list({ limit: 1_000 });
    } finally {
      store.close();
    }
  }

  end(): void {
    this.unlock();
    for (const { process } of this.windows) {
      if (process.isDead) continue;
      process.isDead = true;
      process.onDeath();
    }
    this.observer.close();
  }
}
