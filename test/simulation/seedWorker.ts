import { parentPort } from 'node:worker_threads';
import { mutants } from './mutants.ts';
import { runSeed } from './runSeed.ts';
import { Workbench } from './world.ts';

/** Seeds of one kind to be run; `mutant`: by the name of one of {@link mutants}. */
export interface Work {
  readonly start: number;
  readonly count: number;
  readonly mutant?: string;
}

/** What a worker tells; `found`: the first seed by which its mutant was found. */
export interface Report {
  readonly passed: number;
  readonly failed: readonly { readonly seed: number; readonly violations: readonly string[] }[];
  readonly found?: number;
}

async function run(workbench: Workbench, { start, count, mutant: name }: Work): Promise<Report> {
  const mutant = mutants.find((one) => one.name === name);
  const failed: { readonly seed: number; readonly violations: readonly string[] }[] = [];
  for (let seed = start; seed < start + count; seed++) {
    const { violations } = await runSeed(workbench, seed, { mutant });
    if (mutant !== undefined && violations.some((words) => words.includes(mutant.sign)))
      return { passed: 0, failed: [], found: seed };
    if (violations.length > 0) failed.push({ seed, violations });
  }
  return { passed: count - failed.length, failed };
}

if (parentPort !== null) {
  const port = parentPort;
  const workbench = new Workbench();
  port.on('message', (work: Work | undefined) => {
    if (work === undefined) {
      workbench.remove();
      port.close();
      return;
    }
    // An error ends the worker, and with it the whole run.
    void run(workbench, work).then(
      (report) => port.postMessage(report),
      (error: unknown) => {
        workbench.remove();
        throw error;
      },
    );
  });
}
