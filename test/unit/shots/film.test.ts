import assert from 'node:assert/strict';
import fc from 'fast-check';
import { neededCells, predecessorsOf, unattendedCells } from '../../../src/shots/chooseCells.ts';
import type { CellState } from '../../../src/shots/cellStates.ts';
import type { ChosenCell } from '../../../src/shots/renderItems.ts';
import { makeJob } from '../core/makeJob.ts';
import { film, filmText as textOf, type Shot } from './anyFilm.ts';
import { FilmWorld } from './filmWorld.ts';

const kinds = (cells: readonly CellState[]) => cells.map(({ freshness }) => freshness.kind);
const slugs = (cells: readonly ChosenCell[]) => cells.map(({ cell }) => cell.shot);

/** The shot itself, and all that start from it, at any distance. */
function followersOf(shots: readonly Shot[], at: number): ReadonlySet<number> {
  const found = new Set([at]);
  for (const [index, { after }] of shots.entries())
    if (after !== undefined && found.has(after)) found.add(index);
  return found;
}

/** A rendered film, and one of its shots. */
const rendered = film.chain((shots) => fc.tuple(fc.constant(shots), fc.nat(shots.length - 1)));

describe('a film', () => {
  it('that was rendered is current, and nothing of it is needed: its sidecars lose nothing', async () => {
    await fc.assert(
      fc.asyncProperty(film, async (shots) => {
        const world = new FilmWorld();
        const text = textOf(shots);
        const before = await world.chosen(text);
        assert.deepEqual(neededCells(before), before);
        await world.render(before);
        const after = await world.chosen(text);
        assert.deepEqual(new Set(kinds(after.map(({ cell }) => cell))), new Set(['current']));
        assert.deepEqual(slugs(neededCells(after)), []);
        assert.deepEqual(slugs(predecessorsOf(after)), []);
        for (const { cell } of after) assert.equal(cell.chosen?.sidecar.digest, cell.digest());
      }),
      { numRuns: 60 },
    );
  });

  it('stays current under every change that nobody sees', async () => {
    const change = fc.constantFrom<(text: string) => string>(
      (text) => text.replaceAll('\n', '\r\n'),
      (text) => text.replace(/^(## .*)$/gm, '$1\n\n'),
      (text) => text.replace(/([.])\n/g, '$1  \n'),
      (text) => text.replaceAll('A boat', 'A\u200b boat'),
      (text) => text.replace(/^seconds: (\d)$/gm, 'seconds: $1 # as agreed'),
      (text) => text.replace('model: veo3.1-fast', 'model:   "veo3.1-fast"'),
      (text) => `${text}\n<!-- to be shown on Monday -->\n`,
      (text) => text.replace('---\n\n## ', '---\n\n<!-- draft -->\n\n## '),
    );
    await fc.assert(
      fc.asyncProperty(film, change, async (shots, changed) => {
        const world = new FilmWorld();
        const text = textOf(shots);
        await world.render(await world.chosen(text));
        const after = await world.chosen(changed(text));
        assert.deepEqual(new Set(kinds(after.map(({ cell }) => cell))), new Set(['current']));
        assert.deepEqual(slugs(neededCells(after)), []);
      }),
      { numRuns: 60 },
    );
  });

  it('is stale by every change that matters: it is named, in its shot and in those that start from it', async () => {
    const changes: Readonly<Record<string, (shot: Shot) => Shot>> = {
      prompt: (shot) => ({ ...shot, words: `${shot.words} Gulls.` }),
      seconds: (shot) => ({ ...shot, seconds: shot.seconds === 8 ? 4 : 8 }),
      'images[0]': (shot) => ({ ...shot, image: shot.image === 'sea.png' ? 'boat.png' : 'sea.png' }),
    };
    await fc.assert(
      fc.asyncProperty(rendered, fc.constantFrom(...Object.keys(changes)), async ([shots, at], field) => {
        fc.pre(field !== 'images[0]' || shots[at]?.after === undefined);
        const world = new FilmWorld();
        await world.render(await world.chosen(textOf(shots)));
        const changed = shots.map((shot, index) => (index === at ? (changes[field]?.(shot) ?? shot) : shot));
        const cells = await world.cells(textOf(changed));
        const stale = followersOf(shots, at);
        for (const [index, { freshness }] of cells.entries()) {
          assert.equal(freshness.kind, stale.has(index) ? 'stale' : 'current', `shot ${String(index)}`);
          const named = freshness.kind === 'stale' ? freshness.changes.map((one) => one.field) : [];
          if (index === at) assert.deepEqual(named, [field]);
          else if (stale.has(index)) assert.deepEqual(named, ['images[0]']);
        }
        const needed = neededCells(await world.chosen(textOf(changed)));
        assert.deepEqual(
          slugs(needed),
          [...stale].sort().map((index) => `shot-${String(index)}`),
        );
        // Those that are rendered settle it.
        await world.render(needed);
        assert.deepEqual(neededCells(await world.chosen(textOf(changed))), []);
      }),
      { numRuns: 60 },
    );
  });

  it('is stale by a picture that is another one under the same name', async () => {
    const world = new FilmWorld();
    const text = textOf([
      { words: 'A boat leaves.', seconds: 4, image: 'boat.png', after: undefined },
      { words: 'Silence.', seconds: 4, image: 'sea.png', after: undefined },
    ]);
    await world.render(await world.chosen(text));
    world.pictures.set('boat.png', 'another boat');
    const [first, second] = await world.cells(text);
    assert.deepEqual(first?.freshness, {
      kind: 'stale',
      changes: [{ field: 'images[0]', change: 'replaced' }],
    });
    assert.equal(second?.freshness.kind, 'current');
  });

  it('is rendered in an order in which every clip is there before those that start from it', async () => {
    await fc.assert(
      fc.asyncProperty(film, fc.infiniteStream(fc.nat()), async (shots, random) => {
        const world = new FilmWorld();
        const shuffled = (await world.chosen(textOf(shots)))
          .map((one) => [random.next().value ?? 0, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        const items = await world.items(shuffled);
        assert.equal(items.length, shots.length);
        for (const [index, { source, follows }] of items.entries()) {
          const shot = shots[Number(source?.shot.slice('shot-'.length))];
          assert.equal(follows !== undefined, shot?.after !== undefined);
          if (follows === undefined || !('item' in follows.clipOf)) continue;
          assert.ok(follows.clipOf.item < index);
          assert.equal(items[follows.clipOf.item]?.source?.shot, `shot-${String(shot?.after)}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('brings along those that a chosen shot starts from, as far as they are not there', async () => {
    await fc.assert(
      fc.asyncProperty(rendered, async ([shots, at]) => {
        const world = new FilmWorld();
        const all = await world.chosen(textOf(shots));
        const only = all.slice(at, at + 1);
        const before: number[] = [];
        for (let one = shots[at]?.after; one !== undefined; one = shots[one]?.after) before.unshift(one);
        assert.deepEqual(
          slugs(predecessorsOf(only)),
          before.map((index) => `shot-${String(index)}`),
        );
        await world.render([...predecessorsOf(only), ...only]);
        const now = await world.chosen(textOf(shots));
        assert.deepEqual(predecessorsOf(now.slice(at, at + 1)), []);
        assert.equal(now[at]?.cell.isNeeded, false);
      }),
      { numRuns: 60 },
    );
  });

  it('asks for nothing that is under way, and leaves to a person what is under way with other words', async () => {
    const world = new FilmWorld();
    const text = textOf([{ words: 'A boat leaves.', seconds: 4, image: undefined, after: undefined }]);
    const [item] = await world.items(await world.chosen(text));
    assert.ok(item?.source !== undefined);
    world.jobs.push(makeJob({ state: 'running', request: item.request, source: item.source }));
    assert.deepEqual(neededCells(await world.chosen(text)), []);
    const other = await world.chosen(text.replace('leaves', 'returns'));
    assert.deepEqual(slugs(neededCells(other)), ['shot-0']);
    assert.deepEqual(unattendedCells(other), []);
  });

  it('needs a clip again that is gone, and numbers its takes on', async () => {
    const world = new FilmWorld();
    const text = textOf([{ words: 'A boat leaves.', seconds: 4, image: undefined, after: undefined }]);
    const [clip = ''] = await world.render(await world.chosen(text));
    assert.equal(clip, 'file:///work/film/boat/shot-0-1.mp4');
    world.remove(clip);
    const needed = neededCells(await world.chosen(text));
    assert.deepEqual(kinds(needed.map(({ cell }) => cell)), ['missing']);
    assert.deepEqual(await world.render(needed), ['file:///work/film/boat/shot-0-2.mp4']);
  });
});
