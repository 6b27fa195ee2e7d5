import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JobState } from '../../src/core/job.ts';
import { databaseFileName } from '../../src/store/database.ts';
import { openStore } from '../../src/store/jobStore.ts';
import { databaseFaults } from './databaseCheck.ts';
import { seededRandom } from '../support/seededRandom.ts';

export interface WritersEnd {
  readonly kills: number;
  /** Kills that left a journal: a transaction was under way. */
  readonly insideTransaction: number;
  /** What the writers said was committed, and was there. */
  readonly commits: number;
  readonly faults: readonly string[];
}

const order: readonly JobState[] = ['queued', 'submitting', 'running', 'downloading'];

/** Kills a process that writes to the store at random moments, again and again on the same database; once in a transaction at least. */
export async function killWriters(kills: number, seed: number): Promise<WritersEnd> {
  const root = await mkdtemp(join(tmpdir(), 'video-prompt-writers-'));
  const directory = join(root, 'data');
  const random = seededRandom(seed);
  const faults: string[] = [];
  let kill = 0;
  let insideTransaction = 0;
  let commits = 0;
  try {
    // That one of them meets a transaction is likely, and no more.
    for (; kill < kills || (insideTransaction === 0 && kill < 5 * kills); kill++) {
      const said = await killedWriter(directory, `w${String(kill)}`, {
        afterLines: Math.floor(random() * 16),
        afterMs: random() * 4,
      });
      const journal = join(directory, `${databaseFileName}-journal`);
      if (existsSync(journal) && (await isHot(journal))) insideTransaction++;
      const store = await openStore({ directory });
      for (const [id, state] of said) {
        const found = (await store.get(id))?.state;
        if (found === undefined || order.indexOf(found) < order.indexOf(state))
          faults.push(`kill ${String(kill)}: ${id} was said to be ${state} and is ${String(found)}`);
        else commits++;
      }
      // All of a batch or none of it.
      const newest = await store.list({ limit: 3 });
      if (new Set(newest.map(({ batchId }) => batchId)).size > 1)
        faults.push(`kill ${String(kill)}: half a batch`);
      store.close();
      faults.push(...databaseFaults(directory).map((fault) => `kill ${String(kill)}: ${fault}`));
    }
    return { kills: kill, insideTransaction, commits, faults };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** With the journal mode in use a finished transaction cuts its journal to nothing. */
async function isHot(journal: string): Promise<boolean> {
  return (await stat(journal)).size > 0;
}

/** When it comes: by what the writer has done, so that a slow machine gets as far, and a little later, within whatever it does next. */
interface Stroke {
  readonly afterLines: number;
  readonly afterMs: number;
}

/** The newest state that the writer said of each job before it was killed. */
async function killedWriter(
  directory: string,
  name: string,
  { afterLines, afterMs }: Stroke,
): Promise<ReadonlyMap<string, JobState>> {
  const program = join(import.meta.dirname, 'writer.ts');
  const child = spawn(process.execPath, [program, directory, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      // The first line says that it is ready.
      if (output.split('\n').length > afterLines + 1) resolve();
    });
    child.once('close', () => resolve());
  });
  await pause(afterMs);
  child.kill('SIGKILL');
  await ended;
  const said = new Map<string, JobState>();
  // The last line may have been cut off.
  for (const line of output.split('\n').slice(1, -1)) {
    const [state, id] = line.split(' ');
    if (id !== undefined) said.set(id, state as JobState);
  }
  return said;
}
