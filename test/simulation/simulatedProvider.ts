import type { Failure } from '../../src/core/failure.ts';
import {
  BrokenBody,
  type CreateCall,
  type CreateOutcome,
  type DownloadCall,
  type DownloadOutcome,
  type Provider,
  type StatusOutcome,
} from '../../src/engine/ports.ts';
import type { Chance } from './chance.ts';
import { clipLength, clipOf } from './clipBytes.ts';
import type { SimulatedProcess } from './simulatedProcess.ts';
import type { Timeline } from './timeline.ts';

export interface Task {
  readonly id: string;
  readonly number: number;
  readonly jobId: string;
  /** When the status first knows it. */
  readonly visibleAtMs: number;
  readonly readyAtMs: number;
  readonly fate: 'done' | 'failed' | 'failed-charged';
  /** The window that heard the id. */
  toldTo?: SimulatedProcess;
  toldAtMs?: number;
}

export interface Rates {
  readonly lostAnswer: number;
  readonly lostTask: number;
  readonly tooMany: number;
  readonly refused: number;
  readonly fault: number;
  readonly unreachable: number;
  readonly slowConnection: number;
  readonly failedTask: number;
  readonly missedPoll: number;
  readonly staleAnswer: number;
  readonly deadLink: number;
  readonly brokenBody: number;
  readonly truncatedBody: number;
  /** An answer names the task of another request. */
  readonly doubledTask: number;
}

export interface ProviderHooks {
  /** The first byte of a create request leaves. */
  readonly reached: (process: SimulatedProcess, call: CreateCall) => void;
  readonly polled: (process: SimulatedProcess, task: Task) => void;
}

const failure = (
  message: string,
  failureClass: Failure['class'] = 'network',
  charged: Failure['charged'] = 'unknown',
): Failure => ({ class: failureClass, message, charged });

/** CometAPI as it might be on a bad day. It remembers what really happened. */
export class SimulatedProvider {
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #hooks: ProviderHooks;
  rates: Rates;
  isNetworkDown = false;
  account: 'good' | 'rejected' | 'empty' = 'good';
  readonly tasks = new Map<string, Task>();
  /** Answers 429 with a readable body that were given for a job. */
  readonly tooManyAnswers = new Map<string, number>();
  /** The tasks of others that were named in answer to jobs. */
  readonly doubled = new Map<string, string>();
  /** Create requests that reached it. */
  readonly creates = new Map<string, number>();

  constructor(timeline: Timeline, chance: Chance, rates: Rates, hooks: ProviderHooks) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#hooks = hooks;
    this.rates = rates;
  }

  port(process: SimulatedProcess): Provider {
    return {
      create: (call, signal) => this.#create(process, call, signal),
      status: async ({ taskId }, signal) => {
        const task = this.tasks.get(taskId);
        if (task !== undefined) this.#hooks.polled(process, task);
        await this.#travel(process, signal);
        const answer = await this.#status(process, task, signal);
        this.#timeline.note(`${process.id} polls ${taskId}: ${answer.kind}`);
        return answer;
      },
      download: async (call, signal) => {
        await this.#travel(process, signal);
        return this.#download(process, call);
      },
      lookUp: async ({ taskId }, signal) => {
        await this.#travel(process, signal);
        const isKnown = !this.isNetworkDown && this.tasks.has(taskId);
        if (!isKnown) return { kind: 'missed', failure: failure('status.taskUnknown') };
        return { kind: 'found', dialect: 'unified', model: 'veo3.1-fast', status: { kind: 'running' } };
      },
      findByClientId: async ({ clientId }, signal) => {
        await this.#travel(process, signal);
        if (this.isNetworkDown) return { kind: 'missed', failure: failure('network.down') };
        if (!this.#chance.happens(0.2)) return { kind: 'unsupported' };
        const task = [...this.tasks.values()].find(({ jobId }) => jobId === clientId);
        if (task === undefined) return { kind: 'absent' };
        return { kind: 'found', taskId: task.id };
      },
    };
  }

  tasksOf(jobId: string): readonly Task[] {
    return [...this.tasks.values()].filter((task) => task.jobId === jobId);
  }

  async #travel(process: SimulatedProcess, signal: AbortSignal): Promise<void> {
    await this.#timeline.pause(this.#chance.between(5, 200), process, signal);
    signal.throwIfAborted();
  }

  async #create(process: SimulatedProcess, call: CreateCall, signal: AbortSignal): Promise<CreateOutcome> {
    const { rates } = this;
    const slowMs = this.#chance.happens(rates.slowConnection) ? this.#chance.between(2_000, 12_000) : 0;
    await this.#timeline.pause(this.#chance.between(5, 100) + slowMs, process, signal);
    await process.whileFrozen();
    if (signal.aborted || this.isNetworkDown || this.#chance.happens(rates.unreachable)) {
      return { kind: 'unsent', failure: failure('network.unreachable') };
    }
    if (!call.mayStillSend()) return { kind: 'unsent', failure: failure('create.tooLate') };
    this.creates.set(call.clientId, (this.creates.get(call.clientId) ?? 0) + 1);
    this.#timeline.note(`${process.id} creates ${call.clientId}`);
    this.#hooks.reached(process, call);
    const outcome = await this.#answer(process, call, signal);
    this.#timeline.note(`${process.id} hears of ${call.clientId}: ${outcome.kind}`);
    return outcome;
  }

  async #answer(
    process: SimulatedProcess,
    { clientId }: CreateCall,
    signal: AbortSignal,
  ): Promise<CreateOutcome> {
    const kind = this.#createKind();
    const task = kind === 'accepted' || kind === 'lostTask' ? this.#makeTask(clientId) : undefined;
    const lost = kind === 'lostTask' || kind === 'lostAnswer';
    const delayMs = lost ? this.#chance.between(50, 30_000) : this.#chance.between(20, 2_000);
    await this.#timeline.pause(delayMs, process, signal);
    await process.whileFrozen();
    signal.throwIfAborted();
    if (this.isNetworkDown) return { kind: 'uncertain', failure: failure('create.lost') };
    switch (kind) {
      case 'accepted':
        if (task === undefined) break;
        task.toldTo = process;
        task.toldAtMs = this.#timeline.nowMs;
        return { kind: 'accepted', taskId: task.id };
      case 'tooMany': {
        this.tooManyAnswers.set(clientId, (this.tooManyAnswers.get(clientId) ?? 0) + 1);
        const retry = this.#chance.happens(0.5) ? { retryAfterMs: this.#chance.between(500, 30_000) } : {};
        return { kind: 'tooMany', failure: failure('create.tooMany', 'too-many-requests', 'no'), ...retry };
      }
      case 'refused':
        return { kind: 'refused', failure: failure('create.refused', 'request-invalid', 'no') };
      case 'doubled': {
        const others = [...this.tasks.values()].filter(({ jobId }) => jobId !== clientId);
        const other = this.#chance.one(others);
        if (other === undefined) break;
        this.doubled.set(clientId, other.id);
        return { kind: 'accepted', taskId: other.id };
      }
      case 'fault':
      case 'lostAnswer':
      case 'lostTask':
        break;
    }
    return { kind: 'uncertain', failure: failure('create.lost', 'provider-fault') };
  }

  #createKind(): 'accepted' | 'lostTask' | 'lostAnswer' | 'tooMany' | 'refused' | 'fault' | 'doubled' {
    const { rates } = this;
    if (this.account !== 'good' || this.#chance.happens(rates.refused)) return 'refused';
    if (this.#chance.happens(rates.tooMany)) return 'tooMany';
    if (this.#chance.happens(rates.doubledTask)) return 'doubled';
    if (this.#chance.happens(rates.lostTask)) return 'lostTask';
    if (this.#chance.happens(rates.lostAnswer)) return 'lostAnswer';
    return this.#chance.happens(rates.fault) ? 'fault' : 'accepted';
  }

  #makeTask(jobId: string): Task {
    const number = this.tasks.size + 1;
    const passedMs = this.#timeline.passedMs();
    const isFailed = this.#chance.happens(this.rates.failedTask);
    const task: Task = {
      id: `task_${number}`,
      number,
      jobId,
      visibleAtMs: passedMs + (this.#chance.happens(0.3) ? this.#chance.between(0, 20_000) : 0),
      readyAtMs: passedMs + this.#chance.between(2_000, 40_000),
      fate: isFailed ? (this.#chance.happens(0.3) ? 'failed-charged' : 'failed') : 'done',
    };
    this.tasks.set(task.id, task);
    this.#timeline.note(`makes ${task.id} for ${jobId}, ${task.fate}`);
    return task;
  }

  async #status(
    process: SimulatedProcess,
    task: Task | undefined,
    signal: AbortSignal,
  ): Promise<StatusOutcome> {
    const passedMs = this.#timeline.passedMs();
    const missed = (words: Failure): StatusOutcome => ({ kind: 'missed', failure: words });
    if (this.isNetworkDown) return missed(failure('network.unreachable'));
    if (this.account === 'rejected') return missed(failure('key.rejected', 'key'));
    if (this.#chance.happens(this.rates.missedPoll)) {
      await this.#timeline.pause(this.#chance.between(0, 15_000), process, signal);
      signal.throwIfAborted();
      const retry = this.#chance.happens(0.2) ? { retryAfterMs: this.#chance.between(500, 40_000) } : {};
      return { ...missed(failure('status.unreadable', 'provider-fault')), ...retry };
    }
    if (task === undefined || passedMs < task.visibleAtMs) {
      return missed(failure('task_not_exist', 'provider-fault'));
    }
    // Another machine over there that has not heard of it yet.
    const isBehind = this.#chance.happens(this.rates.staleAnswer);
    if (passedMs < task.readyAtMs || isBehind) {
      return { kind: 'running', progress: this.#chance.between(0, 99) };
    }
    if (task.fate === 'done')
      return this.#chance.happens(0.2) ? { kind: 'done' } : { kind: 'done', link: task.id };
    const charged = task.fate === 'failed' ? 'no' : 'yes';
    return { kind: 'failed', failure: failure('task.failed', 'output-filtered', charged) };
  }

  #download(process: SimulatedProcess, { taskId, have }: DownloadCall): DownloadOutcome {
    const task = this.tasks.get(taskId);
    if (this.isNetworkDown) return { kind: 'missed', failure: failure('network.unreachable') };
    if (task === undefined || this.#chance.happens(this.rates.deadLink)) {
      return { kind: 'dead', failure: failure('link.dead', 'provider-fault', 'yes') };
    }
    const bytes = clipOf(task.number);
    const isContinued = have?.etag === task.id && have.bytes < clipLength && this.#chance.happens(0.8);
    const from = isContinued ? have.bytes : 0;
    const end = this.#chance.happens(this.rates.truncatedBody) ? clipLength - 3 : clipLength;
    const breaksAt = this.#chance.happens(this.rates.brokenBody)
      ? this.#chance.between(from, end)
      : Number.POSITIVE_INFINITY;
    return {
      kind: 'bytes',
      from,
      etag: task.id,
      body: this.#body(process, bytes.subarray(0, end), from, breaksAt),
    };
  }

  async *#body(
    process: SimulatedProcess,
    bytes: Uint8Array,
    from: number,
    breaksAt: number,
  ): AsyncGenerator<Uint8Array> {
    for (let at = from; at < bytes.length; at += 4) {
      await this.#timeline.pause(this.#chance.between(1, 400), process);
      if (this.isNetworkDown || at + 4 > breaksAt) throw new BrokenBody(new Error('The connection broke.'));
      yield bytes.subarray(at, Math.min(at + 4, bytes.length));
    }
  }
}
