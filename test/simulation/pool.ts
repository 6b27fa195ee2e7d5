import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Report, Work } from './seedWorker.ts';

const script = new URL('./seedWorker.ts', import.meta.url);

function runWork(worker: Worker, work: Work): Promise<Report> {
  return new Promise((resolve, reject) => {
    const exited = (code: number) =>
      reject(new Error(`The worker of seed ${work.start} ended with code ${code}.`));
    worker.once('message', (told: Report) => {
      worker.off('error', reject);
      worker.off('exit', exited);
      resolve(told);
    });
    worker.once('error', reject);
    worker.once('exit', exited);
    worker.postMessage(work);
  });
}

/** Runs the pieces of work on as many threads as there are processors; the reports come in the order of the work. */
export async function runAll(
  works: readonly Work[],
  onReport: (report: Report, work: Work) => void = () => undefined,
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  let next = 0;
  const drain = async () => {
    // One for all of its work: to load the engine takes as long as twenty runs.
    const worker = new Worker(script);
    try {
      for (let at = next++; at < works.length; at = next++) {
        const work = works[at];
        if (work === undefined) return;
        const report = await runWork(worker, work);
        reports[at] = report;
        onReport(report, work);
      }
    } finally {
      // No more work: it removes what is its own, and ends.
      worker.postMessage(undefined);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, drain));
  return reports;
}

/** The seeds from `start` on, in pieces of at most `size`. */
export function pieces(start: number, count: number, size: number): readonly Work[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, at) => ({
    start: start + at * size,
    count: Math.min(size, count - at * size),
  }));
}
