// A process that runs files of tests one after the other, as its parent names them: they share its VS Code and its browser.
import Mocha from 'mocha';
import { flushCompileCache } from 'node:module';
import { setPriority } from 'node:os';
import { seededRandom } from './seededRandom.ts';

export interface FileOrder {
  readonly files: readonly string[];
  readonly timeoutMs: number;
  readonly grep?: string;
  /** Groups, and the tests of each, in an order by chance. */
  readonly shuffleSeed?: number;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

async function run({ files, timeoutMs, grep, shuffleSeed }: FileOrder): Promise<Counts> {
  const mocha = new Mocha({
    timeout: timeoutMs,
    forbidOnly: true,
    forbidPending: true,
    color: false,
    ...(grep === undefined ? {} : { grep }),
  });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  // Otherwise it is written at the end: processes that the tests start have it too.
  flushCompileCache();
  if (shuffleSeed !== undefined) shuffle(mocha.suite, seededRandom(shuffleSeed));
  return await new Promise((resolve) => {
    const runner = mocha.run((failures) => resolve({ passed: runner.stats?.passes ?? 0, failed: failures }));
  });
}

function shuffle(suite: Mocha.Suite, random: () => number): void {
  mix(suite.tests, random);
  mix(suite.suites, random);
  for (const one of suite.suites) shuffle(one, random);
}

function mix(list: unknown[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other], list[at]];
  }
}

if (process.argv.includes('--background')) setPriority(10);
process.on('message', (order: FileOrder) => {
  run(order).then(
    (counts) => process.send?.(counts),
    (error: unknown) => {
      console.error(error);
      process.send?.({ passed: 0, failed: 1 } satisfies Counts);
    },
  );
});
process.on('disconnect', () => process.exit(0));
