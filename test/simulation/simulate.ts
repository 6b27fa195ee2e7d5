// `npm run simulate -- --seeds N --start S`: that many runs. `--seed S [--trace]`: one run, with its events.
import { parseArgs } from 'node:util';
import { failureOf, runMany } from './manySeeds.ts';
import { runSeed } from './runSeed.ts';
import { Workbench } from './world.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    start: { type: 'string', default: '1' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  console.error(`--${name} needs a whole number from ${least} on, not “${text}”.`);
  process.exit(2);
}

async function one(seed: number): Promise<number> {
  const workbench = new Workbench();
  try {
    const outcome = await runSeed(workbench, seed, { isTraced: values.trace });
    for (const line of outcome.lines) console.log(line);
    console.log(`digest ${outcome.digest}, ${outcome.events} events`);
    if (outcome.violations.length > 0) console.log(failureOf(seed, outcome.violations));
    return outcome.violations.length > 0 ? 1 : 0;
  } finally {
    workbench.remove();
  }
}

let sums: { readonly passed: number; readonly failed: number };
if (values.seed === undefined) {
  sums = await runMany(whole('start', values.start, 0), whole('seeds', values.seeds, 1), console.log);
} else {
  const failed = await one(whole('seed', values.seed, 0));
  sums = { passed: 1 - failed, failed };
}
if (sums.failed > 0) process.exitCode = 1;
console.log(`${sums.passed} passed, ${sums.failed} failed`);
