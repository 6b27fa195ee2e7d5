import assert from 'node:assert/strict';
import { mutants } from './mutants.ts';
import { pieces, runAll } from './pool.ts';
import { runSeed } from './runSeed.ts';
import type { Report } from './seedWorker.ts';
import { Workbench } from './world.ts';

/** Every mutant is found several times in a third of these; `npm run torture` runs many more. */
const seeds = 2_000;
const pieceSize = 250;
/** Within so many seeds each mutant must be found. */
const mutantSeeds = 600;

describe('the engine on the real store, through simulated troubles', () => {
  let reports: readonly Report[] = [];
  before(async () => {
    reports = await runAll(pieces(1, seeds, pieceSize));
  });

  for (const [at, { start, count }] of pieces(1, seeds, pieceSize).entries()) {
    it(`keeps every promise in the runs of seeds ${start} to ${start + count - 1}`, () => {
      const report = reports[at];
      assert.deepEqual(report?.failed, [], 'replay a seed with: npm run simulate -- --seed S --trace');
      assert.equal(report.passed, count);
    });
  }
});

describe('one seed', () => {
  const workbench = new Workbench();
  after(() => workbench.remove());

  it('replays one run, event by event', async () => {
    // Enough for every kind of act to be in one of them.
    for (let seed = 1951; seed <= 2000; seed++) {
      const first = await runSeed(workbench, seed, { isTraced: true });
      const again = await runSeed(workbench, seed, { isTraced: true });
      assert.deepEqual(again.lines, first.lines, `seed ${seed}`);
      assert.equal(again.digest, first.digest, `seed ${seed}`);
      assert.ok(first.events > 10, `seed ${seed} has ${first.events} events`);
    }
  });

  it('gives a run of its own', async () => {
    const digests = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) digests.add((await runSeed(workbench, seed)).digest);
    assert.equal(digests.size, 20);
  });
});

describe('the simulation finds an engine or a store that', () => {
  let reports: readonly Report[] = [];
  before(async () => {
    const works = mutants.map(({ name }) => ({ start: 1, count: mutantSeeds, mutant: name }));
    reports = await runAll(works);
  });

  for (const [at, { name, promise }] of mutants.entries()) {
    it(`${name} (${promise})`, () => {
      const found = reports[at]?.found;
      assert.ok(found !== undefined, `not found in ${mutantSeeds} seeds`);
    });
  }
});
