import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Job } from '../../../src/core/job.ts';
import { rival } from './rival.ts';
import { choiceOf, neededCells, unattendedCells } from '../../../src/shots/chooseCells.ts';
import { clipStanding, fileStanding } from '../../../src/shots/clipStanding.ts';
import { type ChosenCell, countClips, totalOf } from '../../../src/shots/renderItems.ts';
import { cellOf, rivalRenders, sameCells, secondRenders } from '../../../src/shots/secondRender.ts';
import { sortCells } from '../../../src/shots/sortCells.ts';
import { FilmWorld, promptFileUri } from './filmWorld.ts';

const liveStates = [
  'queued',
  'submitting',
  'running',
  'downloading',
  'stored',
  'uncertain',
  'stopped',
] as const;

/** What became of each of up to five shots before a press. */
const fates = fc.array(
  fc.oneof(
    fc.constant('untouched' as const),
    fc.constant('rendered' as const),
    fc.constant('reworded' as const),
    fc.constantFrom(...liveStates),
  ),
  { minLength: 1, maxLength: 5 },
);
type Fate = 'untouched' | 'rendered' | 'reworded' | (typeof liveStates)[number];

const textOf = (words: readonly string[]) =>
  `---\nmodel: veo3.1-fast\nseconds: 4\n---\n\n${words.map((one, at) => `## Shot ${String(at)}\n\n${one}\n`).join('\n')}`;

/** The cells of a file whose shots had these fates. */
async function after(some: readonly Fate[]): Promise<{ world: FilmWorld; cells: readonly ChosenCell[] }> {
  const world = new FilmWorld();
  const words = some.map((_, at) => `Wave ${String(at)}.`);
  const before = await world.chosen(textOf(words));
  await world.render(before.filter((_, at) => some[at] === 'rendered' || some[at] === 'reworded'));
  for (const [at, item] of (await world.items(before)).entries()) {
    const state = liveStates.find((one) => one === some[at]);
    if (state !== undefined) world.jobs.push(rival(item, state, `job ${String(at)}`));
  }
  const now = words.map((one, at) => (some[at] === 'reworded' ? `${one} Gulls.` : one));
  return { world, cells: await world.chosen(textOf(now)) };
}

describe('choosing what to render', () => {
  it('never takes what is current or in flight for needed', async () => {
    await fc.assert(
      fc.asyncProperty(fates, async (some) => {
        const { cells } = await after(some);
        const isOpen = (at: number) => some[at] === 'untouched' || some[at] === 'reworded';
        const needed = cells.filter((_, at) => isOpen(at));
        assert.deepEqual(neededCells(cells), needed);
        assert.deepEqual(unattendedCells(cells), needed);
      }),
      { numRuns: 60 },
    );
  });

  it('asks a person about whatever would be rendered without need', async () => {
    await fc.assert(
      fc.asyncProperty(fates, fc.boolean(), async (some, isWhole) => {
        const { cells } = await after(some);
        const choice = choiceOf(cells, isWhole);
        const needed = neededCells(cells);
        switch (choice.kind) {
          case 'settled':
            // Nothing is there, or a question about the jobs follows.
            assert.ok(
              (isWhole && needed.length === cells.length) ||
                (cells.length === 1 && secondRenders(cells).length === 1),
            );
            break;
          case 'another':
            assert.deepEqual([cells.length, needed.length], [1, 0]);
            assert.deepEqual(secondRenders(cells), []);
            break;
          case 'which':
            assert.deepEqual(choice.needed, needed);
            assert.ok(needed.length < cells.length || !isWhole);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('finds a second render in every state but the ended ones, with other words too', async () => {
    for (const state of liveStates) {
      const { world, cells } = await after([state]);
      assert.deepEqual(
        secondRenders(cells).map(({ jobs }) => jobs.map(({ id }) => id)),
        [['job 0']],
        state,
      );
      const reworded = await world.chosen(textOf(['Something else.']));
      assert.equal(secondRenders(reworded).length, 1, state);
    }
  });

  it('asks once about a cell of which several takes met a rival, as it stands now', async () => {
    const { world, cells } = await after(['untouched', 'untouched']);
    const items = await world.items(cells);
    const other = rival(items[1] ?? assert.fail(), 'running', 'other');
    world.jobs.push(other);
    const files = [await world.states.look(promptFileUri)];
    const now = sameCells(cells, files) ?? assert.fail();
    assert.deepEqual(
      now.map(({ cell }) => cell.jobs.length),
      [0, 1],
    );
    const rivals = [1, 1].map((index) => ({ index, jobs: [other] as readonly Job[] }));
    const seconds = rivalRenders(rivals, items, now);
    assert.deepEqual(
      seconds.map(({ cell, jobs }) => [cell, jobs]),
      [[now[1]?.cell, [other]]],
    );
    assert.equal(cellOf(items[0], now), now[0]);
    assert.equal(cellOf(undefined, now), undefined);
    world.texts.set(promptFileUri, textOf(['Wave 0.']));
    assert.equal(sameCells(cells, [await world.states.look(promptFileUri)]), undefined);
  });

  it('counts every clip of what was chosen, and their prices together', async () => {
    const world = new FilmWorld();
    const one = await world.chosen('---\nmodel: veo3.1-fast\nseconds: 4\n---\n\nA boat.\n');
    const three = await world.chosen('---\nmodel: veo3.1-fast\nseconds: 4\nvariants: 3\n---\n\nA boat.\n');
    assert.deepEqual([countClips(one), countClips(three), countClips([...one, ...three])], [1, 3, 4]);
    const amount = (chosen: readonly ChosenCell[]) => totalOf(chosen).microUsd;
    assert.equal(amount(three), 3 * amount(one));
  });
});

describe('which cells can be rendered', () => {
  async function sort(text: string, wished = {}) {
    const world = new FilmWorld();
    await world.cells(text);
    const { ready, leftOut } = sortCells([await world.states.file(promptFileUri)], wished);
    return { ready: ready.map(({ cell }) => cell.shot), leftOut };
  }
  const text =
    '---\nmodel: veo3.1-fast\nseconds: 4\n---\n\n## A\n\nA boat.\n\n## B\n\n```yaml\nseconds: 99\n```\n\nRain.\n\n## C\n\n```yaml\nfirst: { clip: ./b }\n```\n\nHome.\n';

  it('are those without errors, and not those that start from one with errors', async () => {
    const { ready, leftOut } = await sort(text);
    assert.deepEqual(ready, ['a']);
    assert.deepEqual(
      leftOut.map(({ title, obstacle }) => [title, obstacle.kind]),
      [
        ['B', 'errors'],
        ['C', 'before'],
      ],
    );
  });

  it('are of the wished ones', async () => {
    assert.deepEqual((await sort(text, { shot: 'b' })).ready, []);
    assert.deepEqual(
      (await sort(text, { shot: 'c' })).leftOut.map(({ title }) => title),
      ['C'],
    );
    assert.deepEqual(await sort(text, { shot: 'none' }), { ready: [], leftOut: [] });
  });

  it('are told where a shot leaves open which clips it asks for', async () => {
    const many = Array.from({ length: 300 }, (_, at) => String(at + 1)).join(', ');
    const { ready, leftOut } = await sort(`---\nmatrix: { seed: [${many}] }\n---\n\n## A\n\nA boat.\n`);
    assert.deepEqual(ready, []);
    assert.deepEqual(
      leftOut.map(({ title, obstacle }) => [title, obstacle.kind]),
      [['A', 'errors']],
    );
  });
});

describe('the standing of a file and its clips', () => {
  it('is no news where nothing was ever made, and counts what is missing or stale', async () => {
    const { cells: none } = await after(['untouched', 'untouched']);
    assert.equal(fileStanding(none.map(({ cell }) => cell)), undefined);
    const { cells } = await after(['untouched', 'rendered', 'reworded', 'running']);
    const standing = fileStanding(cells.map(({ cell }) => cell));
    assert.deepEqual(standing, { missing: 2, stale: 1, changes: [{ field: 'prompt' }] });
    const { cells: current } = await after(['rendered']);
    assert.equal(fileStanding(current.map(({ cell }) => cell)), undefined);
  });

  it('tells a clip that is stale from one whose shot is gone', async () => {
    const { world, cells } = await after(['rendered', 'reworded']);
    const [first, second] = cells.map(({ cell }) => cell.chosen ?? assert.fail());
    assert.ok(first !== undefined && second !== undefined);
    const state = await world.states.file(promptFileUri);
    assert.deepEqual(clipStanding(first, state), { isKept: false, isLost: false, take: first });
    assert.deepEqual(clipStanding(second, state).changes, [{ field: 'prompt' }]);
    // In a file that cannot be read to its end nobody knows.
    for (const [text, isLost] of [
      [textOf(['Wave 0.']), true],
      [`${textOf(['Wave 0.'])}\n\`\`\`yaml\n`, false],
    ] as const) {
      await world.cells(text);
      const now = await world.states.file(promptFileUri);
      assert.equal(clipStanding(second, now).isLost, isLost, text);
    }
    const kept = { ...first, sidecar: { ...first.sidecar, kept: true as const } };
    assert.equal(clipStanding(kept, state).isKept, true);
  });
});
