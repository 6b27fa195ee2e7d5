import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Caps } from '../../src/core/budget.ts';
import type { Job } from '../../src/core/job.ts';
import { staleQueuedAfterMs } from '../../src/core/pollPolicy.ts';
import type { CreateCall } from '../../src/engine/ports.ts';
import type { SimulatedProcess } from './simulatedProcess.ts';
import type { SimulatedProvider, Task } from './simulatedProvider.ts';
import type { Timeline } from './timeline.ts';

/** What a window asked to be admitted. */
export interface Asking {
  readonly caps: Caps;
  readonly jobs: readonly Job[];
}

/** A window that had no trouble for so long has signed that it lives, and has seen what others did. */
const settledMs = 20_000;
const sendWithinMs = 5_000;
const maxTooMany = 5;

type Row = Readonly<Record<string, SQLOutputValue>>;

/** Watches a run for what must never happen. Knows the promises, not how they are kept. */
export class Judge {
  readonly #timeline: Timeline;
  readonly violations: string[] = [];
  readonly #committed = new Map<string, { readonly atMs: number; readonly epoch: number }>();
  readonly #drivers = new Map<string, { process: SimulatedProcess; sinceMs: number }>();
  /** Jobs found waiting for long by another driver than the one that admitted them. */
  readonly #toAsk = new Set<string>();
  readonly #asking = new Map<SimulatedProcess, Asking>();
  /** Jobs that begin with the last frame of a clip that was still to be made. */
  readonly #followers = new Set<string>();
  /** A connection of its own; undefined while another has the database for itself. */
  observe: () => DatabaseSync | undefined = () => undefined;
  provider: SimulatedProvider | undefined;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  blame(promise: string, words: string): void {
    this.#timeline.note(`BROKEN ${promise}: ${words}`);
    if (this.violations.length < 20)
      this.violations.push(`${promise}: ${words} (at ${this.#timeline.nowMs})`);
  }

  row(jobId: string): Row | undefined {
    return this.observe()
      ?.prepare(
        `SELECT state, epoch, window_id, doc ->> 'taskId' AS task, doc ->> 'hold' AS hold FROM jobs WHERE id = ?`,
      )
      .get(jobId);
  }

  /** A write of a window was committed; nothing else has happened since. */
  applied(process: SimulatedProcess, job: Job, eventKind: string): void {
    this.#timeline.note(`${process.id} ${eventKind} ${job.id}: ${job.state} ${job.hold ?? ''}@${job.epoch}`);
    if (eventKind === 'send') {
      this.#committed.set(job.id, { atMs: this.#timeline.passedMs(), epoch: job.epoch });
    }
  }

  admitted(process: SimulatedProcess, jobs: readonly Job[]): void {
    for (const job of jobs) {
      this.#timeline.note(`${process.id} admits ${job.id} for ${job.reservedMicroUsd}`);
      this.#drivers.set(job.id, { process, sinceMs: this.#timeline.nowMs });
    }
  }

  /** A person said yes to a job that asked. */
  agreed(jobId: string): void {
    this.#timeline.note(`yes to ${jobId}`);
    this.#toAsk.delete(jobId);
  }

  tookOver(process: SimulatedProcess, jobs: readonly Job[], now: number): void {
    for (const job of jobs) {
      const before = this.#drivers.get(job.id);
      this.#timeline.note(`${process.id} takes ${job.id}: ${job.state} ${job.hold ?? ''}@${job.epoch}`);
      if (before !== undefined && before.process !== process && before.process.isWellFor(settledMs)) {
        this.blame('P4', `${process.id} took ${job.id} from ${before.process.id}, which is alive and well`);
      }
      this.#drivers.set(job.id, { process, sinceMs: this.#timeline.nowMs });
      if (job.state === 'queued' && now - job.createdAt > staleQueuedAfterMs) this.#toAsk.add(job.id);
    }
  }

  claimed(process: SimulatedProcess, job: Job): void {
    this.#timeline.note(`${process.id} claims ${job.id}@${job.epoch}`);
    this.#drivers.set(job.id, { process, sinceMs: this.#timeline.nowMs });
  }

  asks(process: SimulatedProcess, asking: Asking): void {
    this.#asking.set(process, asking);
    for (const { id, awaits, supersedes = '' } of asking.jobs)
      if (awaits !== undefined || this.#followers.has(supersedes)) this.#followers.add(id);
  }

  /** What the window last asked to be admitted. */
  asked(process: SimulatedProcess): readonly Job[] {
    return this.#asking.get(process)?.jobs ?? [];
  }

  /** A transaction that inserted jobs was committed. */
  checkCaps(process: SimulatedProcess, connection: DatabaseSync): void {
    const asking = this.#asking.get(process);
    const [first] = asking?.jobs ?? [];
    if (asking === undefined || first === undefined) return;
    const counted = (where: string, ...values: string[]) =>
      Number(
        connection
          .prepare(
            `SELECT ifnull(sum(CASE status WHEN 'charged' THEN charged WHEN 'returned' THEN 0 ELSE reserved END), 0) AS sum
             FROM ledger WHERE ${where}`,
          )
          .get(...values)?.sum,
      );
    const month = first.day.slice(0, 7);
    const { caps } = asking;
    const sums: readonly [string, number | undefined, number][] = [
      ['day', caps.dayMicroUsd, counted('day = ?', first.day)],
      ['month', caps.monthMicroUsd, counted('month = ?', month)],
      [
        'workspace',
        caps.workspaceMonthMicroUsd,
        counted('month = ? AND workspace_key = ?', month, first.workspaceKey),
      ],
    ];
    for (const [name, cap, sum] of sums) {
      if (cap !== undefined && sum > cap)
        this.blame('P7', `the cap per ${name} of ${cap} was passed: ${sum}`);
    }
  }

  reached(process: SimulatedProcess, { clientId: jobId, images, request }: CreateCall): void {
    const expected = this.#followers.has(jobId) ? 1 : 0;
    if (images.length !== expected || request.images.length !== expected)
      this.blame('P2', `${jobId} was sent without its frame, or with too many`);
    const creates = this.provider?.creates.get(jobId) ?? 0;
    const turnedAway = this.provider?.tooManyAnswers.get(jobId) ?? 0;
    if (creates > turnedAway + 1) this.blame('P1', `create number ${creates} for ${jobId}`);
    if (creates > maxTooMany) this.blame('P1', `${jobId} was sent ${creates} times`);
    if (!process.isTrusted) this.blame('P7', `${process.id} sent ${jobId} from an untrusted workspace`);
    if (this.#toAsk.has(jobId)) this.blame('P2', `${jobId} waited long and was sent without asking`);
    const committed = this.#committed.get(jobId);
    if (committed === undefined) this.blame('P2', `${jobId} was sent before its row was committed`);
    else if (this.#timeline.passedMs() - committed.atMs > sendWithinMs)
      this.blame('P1', `${jobId} was sent ${this.#timeline.passedMs() - committed.atMs} ms after its row`);
    const row = this.row(jobId);
    if (row === undefined) return;
    if (row.state !== 'submitting')
      this.blame('P2', `${jobId} was sent while its row said ${String(row.state)}`);
    if (row.window_id !== process.id || row.epoch !== committed?.epoch)
      this.blame('P4', `${process.id} sent ${jobId}, which has another driver`);
  }

  polled(process: SimulatedProcess, task: Task): void {
    const connection = this.observe();
    if (connection === undefined) return;
    const row = connection.prepare(`SELECT id, window_id FROM jobs WHERE doc ->> 'taskId' = ?`).get(task.id);
    if (row === undefined) {
      this.blame('P2', `${task.id} was polled before it was on disk`);
      return;
    }
    const driver = this.#drivers.get(String(row.id));
    if (driver === undefined || row.window_id === process.id || !process.isWellFor(settledMs)) return;
    if (this.#timeline.nowMs - driver.sinceMs > settledMs)
      this.blame('P4', `${process.id} polls ${task.id}, which ${String(row.window_id)} drives`);
  }

  /** Outside of whatever is wrong with a store: what it claims to have done. */
  checkFence(job: Job, epoch: number, eventKind: string): void {
    if (job.epoch !== epoch)
      this.blame('P4', `${eventKind} of epoch ${epoch} was written to ${job.id} at epoch ${job.epoch}`);
  }
}
