import { sha256 } from '../../../src/node/sha256.ts';
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Job } from '../../../src/core/job.ts';
import type { VideoRequest } from '../../../src/core/request.ts';
import type { Batch, Submission } from '../../../src/engine/batch.ts';
import type { BatchItem } from '../../../src/core/batch.ts';
import { type Engine, startEngine } from '../../../src/engine/engine.ts';
import type {
  CreateCall,
  CreateOutcome,
  DoubtOutcome,
  DownloadCall,
  DownloadOutcome,
  LookUpCall,
  LookUpOutcome,
  SpendAnswer,
  SpendQuestion,
  StatusOutcome,
  Store,
  UploadConsent,
} from '../../../src/engine/ports.ts';
import { type EngineSettings, rhythm } from '../../../src/engine/settings.ts';
import { type JobStore, openStore } from '../../../src/store/jobStore.ts';
import { inflatedLength } from '../../../src/node/inflatedLength.ts';
import { openVault } from '../../../src/store/vault.ts';
import type { QuoteOf } from '../../../src/core/livePrice.ts';
import { findModel } from '../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../src/core/catalogue/model.ts';
import { quoteClip } from '../../../src/core/quote.ts';
import { quickFolder } from '../../support/quickFolder.ts';
import { request } from '../core/makeJob.ts';
import { VirtualClock } from './virtualClock.ts';

const sampleClip = new URL('../../../media/sample.mp4', import.meta.url);

/** What the made-up provider does next; each is asked when the call comes. */
export interface Script {
  create: (call: CreateCall, signal: AbortSignal) => Promise<CreateOutcome> | CreateOutcome;
  status: (taskId: string, signal: AbortSignal) => Promise<StatusOutcome> | StatusOutcome;
  download: (signal: AbortSignal) => Promise<DownloadOutcome> | DownloadOutcome;
  lookUp: (taskId: string, except?: LookUpCall['except']) => LookUpOutcome;
  findByClientId: (clientId: string) => DoubtOutcome;
}

export interface Window {
  readonly id: string;
  readonly engine: Engine;
  readonly store: Store;
  /** The process dies: nothing is said to anyone any more. */
  kill(): void;
}

/** Windows on one real database and one real storage folder, with a scripted provider and virtual time. */
export class World {
  readonly clock = new VirtualClock();
  readonly creates: { readonly windowId: string; readonly prompt: string }[] = [];
  readonly polls: { readonly windowId: string; readonly taskId: string; readonly at: number }[] = [];
  readonly imagesRead: string[] = [];
  readonly asked: SpendQuestion[] = [];
  /** False: questions stay open. */
  isSomebodyThere = true;
  /** Whether the person agrees to uploads. */
  mayUpload = true;
  readonly uploadsAsked: Parameters<UploadConsent['ask']>[0][] = [];
  readonly uploadsGiven = new Set<string>();
  readonly log: string[] = [];
  readonly debugged: string[] = [];
  answer: SpendAnswer = { kind: 'agreed' };
  /** What happens while a question is on the screen, about money or about images. */
  whileAsked: () => void = () => undefined;
  models: (id: string) => Model | undefined = findModel;
  quote: QuoteOf = quoteClip;
  isTrusted = true;
  readonly knownFragile = new Set<string>();
  canPlace = true;
  /** While a place is looked for. */
  onChoosePlace: (job: Job) => Promise<void> = () => Promise.resolve();
  /** Windows in which the folder is not open. */
  readonly cannotPlace = new Set<string>();
  /** How often a driver looked at its jobs. */
  rounds = 0;
  hasKey = true;
  /** How long the next questions for the key take, one after the other; then none. */
  secretDelaysMs: number[] = [];
  keyFingerprint = 'f00d';
  /** Asking costs nothing: once a second. */
  isLocal = true;
  settings: EngineSettings = { caps: { dayMicroUsd: 20_000_000 }, allowUnattended: false, maxConcurrent: 4 };
  script: Script;
  readonly directory: string;
  readonly #windows: (() => Promise<void>)[] = [];
  #ids = 0;
  #working = 0;

  private constructor(directory: string, clip: Uint8Array) {
    this.directory = directory;
    this.script = {
      create: () => ({ kind: 'accepted', taskId: `task_${String(this.creates.length)}` }),
      status: () => ({ kind: 'done', link: 'https://clips.example/one.mp4' }),
      lookUp: () => ({ kind: 'missed', failure: network('status.unreachable') }),
      findByClientId: () => ({ kind: 'unsupported' }),
      download: () => ({ kind: 'bytes', from: 0, totalBytes: clip.byteLength, body: chunks(clip) }),
    };
  }

  static async make(): Promise<World> {
    const directory = await mkdtemp(join(quickFolder, 'video-prompt-world-'));
    return new World(directory, await readFile(sampleClip));
  }

  get placeUri(): string {
    return pathToFileURL(join(this.directory, 'videos')).href;
  }

  async window(id: string, options: { readonly adoptsUnsent?: boolean } = {}): Promise<Window> {
    const store = await openStore({ directory: join(this.directory, 'storage') });
    const vault = await openVault(join(this.directory, 'storage'), {
      isImageUsed: (sha256) => store.isImageUsed(sha256),
    });
    const dead = new AbortController();
    const isOnDisk = (port: object) => port === store || port === vault;
    const { clock } = this;
    // A dead process neither wakes up nor reaches the database.
    const mortal = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name, target);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]): unknown => {
            if (dead.signal.aborted) return new Promise(() => undefined);
            const result: unknown = Reflect.apply(member, target, args);
            if (!(result instanceof Promise)) return result;
            if (isOnDisk(port)) this.#await(result);
            return result.then(
              (value: unknown) => (dead.signal.aborted ? new Promise(() => undefined) : value),
              (error: unknown) =>
                dead.signal.aborted ? new Promise(() => undefined) : Promise.reject(error as Error),
            );
          };
        },
      });
    const engine = startEngine(
      {
        windowId: id,
        ...options,
        clock: mortal({
          now: () => clock.now(),
          localDay: (ms: number) => clock.localDay(ms),
          sleep: (ms: number, signal: AbortSignal) => clock.sleep(ms, signal),
        }),
        random: { id: () => `job-${String(this.#ids++).padStart(6, '0')}`, fraction: () => 0.5 },
        store: mortal<JobStore>(store),
        vault: mortal(vault),
        provider: mortal({
          create: async (call: CreateCall, signal: AbortSignal) => {
            if (!call.mayStillSend()) return { kind: 'unsent', failure: network('create.tooLate') } as const;
            this.creates.push({ windowId: id, prompt: call.request.prompt });
            return await this.script.create(call, signal);
          },
          status: async ({ taskId }: { taskId: string }, signal: AbortSignal) => {
            this.polls.push({ windowId: id, taskId, at: clock.now() });
            return await this.script.status(taskId, signal);
          },
          download: async (_call: DownloadCall, signal: AbortSignal) => await this.script.download(signal),
          lookUp: ({ taskId, except }: LookUpCall) => Promise.resolve(this.script.lookUp(taskId, except)),
          findByClientId: ({ clientId }: { clientId: string }) =>
            Promise.resolve(this.script.findByClientId(clientId)),
        }),
        endpoints: {
          resolve: async (_origin, signal) => {
            const delayMs = this.secretDelaysMs.shift();
            if (delayMs !== undefined) await clock.sleep(delayMs, signal);
            return this.hasKey
              ? {
                  baseUrl: 'https://api.cometapi.com',
                  key: 'sk-world',
                  keyFingerprint: this.keyFingerprint,
                  isLocal: this.isLocal,
                }
              : undefined;
          },
        },
        workspace: mortal({
          canPlace: () => this.canPlace && !this.cannotPlace.has(id),
          choosePlace: (job: Job) => this.#choosePlace(job),
          place: (job: Job, uri: string) => this.#place(vault.clipPath(job), uri),
        }),
        digest: sha256,
        rhythm,
        market: {
          find: (modelId) => this.models(modelId),
          quote: (request, model) => this.quote(request, model),
        },
        settings: () => {
          this.rounds++;
          return this.settings;
        },
        log: (message, error) =>
          void this.log.push(
            error === undefined ? message : `${message}: ${error instanceof Error ? error.message : ''}`,
          ),
        debug: (message) => void this.debugged.push(message),
      },
      {
        gate: {
          isTrusted: () => this.isTrusted,
          knowsFragile: (id) => this.knownFragile.has(id),
          ask: (question) => {
            this.asked.push(question);
            this.whileAsked();
            return this.isSomebodyThere ? Promise.resolve(this.answer) : new Promise(() => undefined);
          },
        },
        uploads: {
          isGiven: (origin) => this.uploadsGiven.has(origin),
          isInWorkspace: (uri) => uri.startsWith(pathToFileURL(this.directory).href),
          ask: (question) => {
            this.uploadsAsked.push(question);
            this.whileAsked();
            if (!this.isSomebodyThere) return new Promise(() => undefined);
            if (this.mayUpload) this.uploadsGiven.add(question.origin);
            return Promise.resolve(this.mayUpload);
          },
        },
        images: {
          read: async (image) => {
            this.imagesRead.push(image.uri);
            try {
              const bytes = await readFile(fileURLToPath(image.uri));
              return { kind: 'read', bytes, name: 'image.png' };
            } catch {
              return { kind: 'missing' };
            }
          },
          keep: (bytes, image, type, name) => vault.keepImage(bytes, { role: image.role, type, name }),
          inflatedLength,
        },
      },
    );
    let isOver = false;
    this.#windows.push(async () => {
      if (isOver) return;
      isOver = true;
      await engine.close();
      store.close();
    });
    return {
      id,
      engine,
      store,
      kill: () => {
        isOver = true;
        dead.abort();
        store.close();
      },
    };
  }

  submission(fields: Partial<VideoRequest> = {}, others: Partial<Submission> = {}): Submission {
    return {
      request: { ...request, ...fields },
      caller: { kind: 'person', shownMicroUsd: 320_000 * (fields.variants ?? 1) },
      origin: 'https://api.cometapi.com',
      output: { workspaceFolderUri: this.placeUri, directoryUri: this.placeUri, baseName: 'boat' },
      workspaceKey: this.placeUri,
      ...others,
    };
  }

  /** A person's batch of the usual requests with these changes; `shownMicroUsd` is the total of the button. */
  batch(
    items: readonly (Partial<VideoRequest> & Pick<BatchItem, 'follows' | 'source'>)[],
    others: Partial<Batch> = {},
  ): Batch {
    const { request: _request, output, ...shared } = this.submission();
    const clips = items.reduce((sum, { variants = 1 }) => sum + variants, 0);
    return {
      ...shared,
      items: items.map(({ follows, source, ...fields }) => ({
        request: { ...request, ...fields },
        output,
        ...(follows === undefined ? {} : { follows }),
        ...(source === undefined ? {} : { source }),
      })),
      caller: { kind: 'person', shownMicroUsd: 320_000 * clips },
      ...others,
    };
  }

  /** Lets time pass until something is so; fails when it does not become so in an hour of this world. */
  async until<T>(
    what: () => Promise<T | undefined | false> | T | undefined | false,
    stepMs = 500,
  ): Promise<T> {
    for (let passedMs = 0; passedMs < 3_600_000; passedMs += stepMs) {
      const found = await what();
      if (found !== undefined && found !== false) return found;
      await this.#settle();
      this.clock.advance(stepMs);
    }
    throw new Error(`It did not happen. Log: ${this.log.join(' | ')}`);
  }

  /** Virtual time stands still while the real disk works. */
  #await(work: Promise<unknown>): void {
    this.#working++;
    const done = () => {
      this.#working--;
    };
    work.then(done, done);
  }

  /** Lets everything that is ready run, and the disk end what it does; a body that never comes is not waited for. */
  async #settle(): Promise<void> {
    const givesUpAt = Date.now() + 250;
    for (let quiet = 0; quiet < 12; quiet++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#working > 0 && Date.now() < givesUpAt) quiet = 0;
    }
  }

  /** Lets a stretch of time pass in small steps. */
  async pass(ms: number, stepMs = 500): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
      await this.#settle();
      this.clock.advance(stepMs);
    }
    await this.#settle();
  }

  async untilState({ engine }: Window, id: string, state: Job['state']): Promise<Job> {
    return await this.until(async () => {
      const job = await engine.get(id);
      return job?.state === state && job;
    });
  }

  async close(): Promise<void> {
    const closing = this.#windows.map((close) => close());
    // A window that closes waits a while for what it is sending.
    for (let rounds = 0; rounds < 20; rounds++) {
      await this.#settle();
      this.clock.advance(500);
    }
    await Promise.all(closing);
    await rm(this.directory, { recursive: true, force: true });
  }

  async #choosePlace(job: Job): Promise<string> {
    await this.onChoosePlace(job);
    for (let counter = 1; ; counter++) {
      const uri = `${this.placeUri}-${job.output.baseName}-${String(counter)}.mp4`;
      if (!(await isThere(uri))) return uri;
    }
  }

  async #place(source: string, uri: string): Promise<'placed' | 'taken'> {
    const target = fileURLToPath(uri);
    if (await isThere(uri)) {
      return (await readFile(target)).equals(await readFile(source)) ? 'placed' : 'taken';
    }
    await writeFile(target, '', { flag: 'wx' });
    await copyFile(source, target);
    return 'placed';
  }
}

export function network(message: string) {
  return { class: 'network', message, charged: 'unknown' } as const;
}

async function isThere(uri: string): Promise<boolean> {
  return await stat(fileURLToPath(uri)).then(
    () => true,
    () => false,
  );
}

// eslint-disable-next-line @typescript-eslint/require-await -- what a body is: an asynchronous sequence
async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 16_384) yield bytes.subarray(at, at + 16_384);
}
