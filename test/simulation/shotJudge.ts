import type { DatabaseSync } from 'node:sqlite';
import type { Job, JobSource } from '../../src/core/job.ts';
import type { Timeline } from './timeline.ts';

/** What a person saw of a shot and agreed to when they pressed. */
export interface Press {
  /** The name of the prompt file as they saw it. */
  readonly uri: string;
  /** A count of what has happened in the run. */
  readonly lookedAt: number;
  readonly known: ReadonlySet<string>;
  readonly agreed: ReadonlySet<string>;
}

export interface Rename {
  readonly from: string;
  readonly to: string;
  readonly calledAt: number;
  /** Absent: it never came to an end, or in vain. */
  doneAt?: number;
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly open: boolean;
  readonly doc: Partial<Job>;
}

type Blame = (promise: string, words: string) => void;

const withoutClip = ['failed', 'cancelled', 'forgotten'];

/** Watches for shots that are paid for twice, and for jobs that forget what they stand for. */
export class ShotJudge {
  readonly #timeline: Timeline;
  readonly #blame: Blame;
  /** By the number of the take, which every press has anew. */
  readonly #presses = new Map<number, Press>();
  /** What people agreed to beside a job that they submit again. */
  readonly #again = new Map<string, Set<string>>();
  readonly #admittedAt = new Map<string, number>();
  readonly #renames: Rename[] = [];

  constructor(timeline: Timeline, blame: Blame) {
    this.#timeline = timeline;
    this.#blame = blame;
  }

  pressed(take: number, press: Press): void {
    this.#presses.set(take, press);
  }

  submitsAgain(jobId: string, agreed: readonly string[]): void {
    this.#again.set(jobId, new Set([...(this.#again.get(jobId) ?? []), jobId, ...agreed]));
  }

  renames(from: string, to: string): Rename {
    const rename: Rename = { from, to, calledAt: this.#timeline.happened };
    this.#renames.push(rename);
    return rename;
  }

  /** A transaction that inserted jobs was committed; `asked`: what the window wanted to be inserted. */
  checkAdmission(connection: DatabaseSync, asked: readonly Job[]): void {
    const rows = readRows(connection);
    const ids = new Set(asked.map(({ id }) => id));
    for (const row of rows.filter(({ id }) => ids.has(id))) {
      this.#admittedAt.set(row.id, this.#timeline.happened);
      const others = rows.filter(({ id }) => !ids.has(id));
      this.#checkSecond(row, others);
      this.#checkAgain(row, others);
    }
  }

  #checkSecond({ id, doc: { source, supersedes } }: Row, others: readonly Row[]): void {
    if (source === undefined) return;
    const press = this.#presses.get(source.take);
    const agreed = supersedes === undefined ? press?.agreed : this.#again.get(supersedes);
    for (const other of others) {
      if (agreed?.has(other.id) === true) continue;
      if (other.open && isSameShot(source, other.doc.source))
        this.#blame('P1', `a second one of a shot: ${id} beside ${other.id}, which is ${other.state}`);
      const isMade = !other.open && !withoutClip.includes(other.state);
      const isNews = supersedes === undefined && press?.known.has(other.id) !== true;
      if (isMade && isNews && isSameCell(source, other.doc.source))
        this.#blame('P1', `${id} although ${other.id} was made since the look`);
    }
  }

  #checkAgain({ id, doc }: Row, others: readonly Row[]): void {
    const { supersedes } = doc;
    if (supersedes === undefined) return;
    if (others.some((other) => other.doc.supersedes === supersedes))
      this.#blame('P1', `${supersedes} was submitted again twice`);
    const old = others.find((other) => other.id === supersedes);
    if (old === undefined || whatItStandsFor(old.doc) !== whatItStandsFor(doc))
      this.#blame('P1', `${id} stands for something other than ${supersedes}`);
    const left = others.find(({ open, doc: { awaits } }) => open && awaits?.jobId === supersedes);
    if (left !== undefined) this.#blame('P1', `${left.id} still waits for ${supersedes}`);
  }

  /** No task has two jobs. */
  checkTasks(connection: DatabaseSync): void {
    const shared = connection
      .prepare(
        `SELECT doc ->> 'taskId' AS task FROM jobs WHERE task IS NOT NULL GROUP BY task HAVING count(*) > 1`,
      )
      .get();
    if (shared !== undefined) this.#blame('P1', `two jobs have ${String(shared.task)}`);
  }

  /** Whether the job names its prompt file as it is called by now. */
  judgeFile({ id, source }: Job): void {
    const press = source === undefined ? undefined : this.#presses.get(source.take);
    const admittedAt = this.#admittedAt.get(id);
    if (source === undefined || press === undefined || admittedAt === undefined) return;
    let names = new Set([press.uri]);
    for (const { from, to, calledAt, doneAt } of this.#renames) {
      if (doneAt !== undefined && doneAt < press.lookedAt) continue;
      const isSure = doneAt !== undefined && calledAt > admittedAt;
      const after = [...names].map((name) => (name === from ? to : name));
      names = new Set(isSure ? after : [...names, ...after]);
    }
    if (!names.has(source.promptFileUri))
      this.#blame('P1', `${id} lost its file, which is ${[...names].join(' or ')} by now`);
  }
}

function readRows(connection: DatabaseSync): readonly Row[] {
  return connection
    .prepare('SELECT id, state, open, doc FROM jobs')
    .all()
    .map(({ id, state, open, doc }) => ({
      id: String(id),
      state: String(state),
      open: open === 1,
      doc: JSON.parse(String(doc)) as Partial<Job>,
    }));
}

function isSameCell(one: JobSource, other: JobSource | undefined): boolean {
  return other?.promptFileUri === one.promptFileUri && other.shot === one.shot && other.cell === one.cell;
}

function isSameShot(one: JobSource, other: JobSource | undefined): boolean {
  return isSameCell(one, other) || (one.digest !== undefined && one.digest === other?.digest);
}

function whatItStandsFor({ request, images, output, origin, source, workspaceKey }: Partial<Job>): string {
  return JSON.stringify([request, images, output, origin, source, workspaceKey]);
}
