import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { atExit } from './atExit.ts';
import type { Counts, FileOrder } from './mochaWorker.ts';
import { repository } from './paths.ts';

export interface FileRun extends Counts {
  readonly output: string;
}

/** One process for tests, which takes one order after the other. A process that breaks off counts as a failure, and is replaced. */
export class Lane {
  readonly #isBackground: boolean;
  #worker: ChildProcess | undefined;

  constructor({ isBackground = false }: { readonly isBackground?: boolean } = {}) {
    this.#isBackground = isBackground;
  }

  async run(order: FileOrder): Promise<FileRun> {
    const worker = (this.#worker ??= this.#start());
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    worker.stdout?.on('data', keep);
    worker.stderr?.on('data', keep);
    try {
      const counts = await new Promise<Counts>((resolve, reject) => {
        worker.once('message', (told) => resolve(told as Counts));
        worker.once('error', reject);
        worker.once('close', (code) => reject(new Error(`The tests broke off with code ${String(code)}.`)));
        worker.send(order);
      });
      return { ...counts, output };
    } catch (error) {
      this.#worker = undefined;
      return { passed: 0, failed: 1, output: `${output}\n${String(error)}\n` };
    } finally {
      worker.removeAllListeners('message');
      worker.removeAllListeners('close');
      worker.stdout?.off('data', keep);
      worker.stderr?.off('data', keep);
    }
  }

  /** Ends the process, and with it what its tests started. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker?.exitCode !== null) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.disconnect();
    await ended;
  }

  #start(): ChildProcess {
    const worker = fork(
      join(repository, 'test/support/mochaWorker.ts'),
      this.#isBackground ? ['--background'] : [],
      { cwd: repository, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    worker.once(
      'exit',
      atExit(() => void worker.kill()),
    );
    return worker;
  }
}
