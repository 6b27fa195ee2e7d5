import assert from 'node:assert/strict';
import { findModel, models } from '../../../src/core/catalogue/catalogue.ts';
import { type Market, shippedMarket } from '../../../src/core/market.ts';
import { makeJob } from '../core/makeJob.ts';
import { FilmWorld, promptFileUri } from './filmWorld.ts';

const text = `---
model: veo3.1-fast
seconds: 4
---

## Leaving

\`\`\`yaml
first: boat.png
\`\`\`

A boat leaves.

## Storm

Waves.
`;
const otherUri = 'file:///work/film/other.video.md';
const baseUri = 'file:///work/film/style.video.md';

describe('the state of a prompt file', () => {
  /** A world in which everything is known of a file with two rendered shots, and of another one. */
  async function makeWorld() {
    const world = new FilmWorld();
    await world.render(await world.chosen(text));
    world.states.changedMade();
    world.texts.set(otherUri, '---\nmodel: veo3.1-fast\n---\n\nA quay.\n');
    await Promise.all([promptFileUri, otherUri].map((uri) => world.states.file(uri)));
    world.asked.length = 0;
    return world;
  }

  it('is asked for once, by however many', async () => {
    const world = await makeWorld();
    const states = await Promise.all([1, 2, 3].map(() => world.states.file(promptFileUri)));
    assert.equal(new Set(states).size, 1);
    assert.equal(await world.states.checked(promptFileUri), await world.states.checked(promptFileUri));
    assert.deepEqual(world.asked, []);
  });

  it('is one plan for its check, its price and its clips', async () => {
    const world = await makeWorld();
    const { shots, cells } = await world.states.file(promptFileUri);
    assert.equal(cells.length, 2);
    for (const [at, cell] of cells.entries()) {
      assert.equal(cell.plan, shots[at]);
      assert.equal(cell.quote, shots[at]?.quote);
    }
  });

  it('asks for the words alone at a keystroke: no job, no file and no price', async () => {
    const world = await makeWorld();
    const found: string[] = [];
    world.market = {
      ...shippedMarket,
      find(id) {
        found.push(id);
        return findModel(id);
      },
    };
    world.states.changedMarket();
    await world.states.file(promptFileUri);
    world.asked.length = 0;
    for (const key of ['x', 'y', 'z']) {
      found.length = 0;
      world.texts.set(promptFileUri, text.replace('Waves', `Waves ${key}`));
      assert.deepEqual(world.states.changedWords(promptFileUri), [promptFileUri]);
      const [checked, { cells }] = await Promise.all([
        world.states.checked(promptFileUri),
        world.states.file(promptFileUri),
      ]);
      assert.deepEqual(
        cells.map(({ freshness }) => freshness.kind),
        ['current', 'stale'],
      );
      assert.equal(checked.shots[0], cells[0]?.plan);
    }
    assert.deepEqual(world.asked, ['words', 'words', 'words']);
    // Once for each of the two clips when they are planned, and once when they are priced.
    assert.equal(found.length, 4);
  });

  it('reads the words again where the version of the text is another one, whoever has not been told', async () => {
    const world = await makeWorld();
    const before = await world.states.checked(promptFileUri);
    world.version += 1;
    assert.notEqual(await world.states.checked(promptFileUri), before);
    assert.deepEqual(world.asked, ['words']);
  });

  it('plans nothing when prices change', async () => {
    const world = await makeWorld();
    const before = await world.states.file(promptFileUri);
    const dearer: Market = {
      ...shippedMarket,
      quote: (...args) => ({ ...shippedMarket.quote(...args), microUsd: 5_000_000 }),
    };
    world.market = dearer;
    assert.deepEqual(world.states.changedMarket(), [promptFileUri, otherUri]);
    const after = await world.states.file(promptFileUri);
    assert.deepEqual(world.asked, ['market']);
    for (const [at, { plan, quote }] of after.cells.entries()) {
      assert.equal(quote?.microUsd, 5_000_000);
      assert.notEqual(before.cells[at]?.quote?.microUsd, 5_000_000);
      assert.equal(plan.request, before.shots[at]?.request);
    }
  });

  it('plans anew where a model that it names became another one', async () => {
    const world = await makeWorld();
    const before = await world.states.checked(promptFileUri);
    const own = findModel('veo3.1-fast') ?? assert.fail();
    const longer = { ...own, label: 'Longer' };
    world.market = {
      ...shippedMarket,
      models: [...models, longer],
      find: (id) => (id === longer.id ? longer : findModel(id)),
    };
    world.states.changedMarket();
    const { shots } = await world.states.checked(promptFileUri);
    assert.deepEqual(
      shots.map(({ model }) => model),
      [longer, longer],
    );
    for (const [at, { request }] of shots.entries()) assert.notEqual(request, before.shots[at]?.request);
  });

  it('asks again for jobs of the file alone that a job is about', async () => {
    const world = await makeWorld();
    const job = makeJob({
      state: 'running',
      source: { promptFileUri, shot: 'storm', cell: '', take: 2 },
    });
    world.jobs.push(job);
    const other = await world.states.file(otherUri);
    assert.deepEqual(world.states.changedJob(job), [promptFileUri]);
    const { cells } = await world.states.file(promptFileUri);
    assert.deepEqual(
      cells.map(({ jobs }) => jobs.length),
      [0, 1],
    );
    assert.equal(await world.states.file(otherUri), other);
    assert.deepEqual(world.asked, ['jobs']);
  });

  it('knows a job of a file that is gone for one of its own', async () => {
    const world = await makeWorld();
    const job = makeJob({
      state: 'running',
      source: { promptFileUri: 'file:///work/film/gone.video.md', shot: 'storm', cell: '', take: 2 },
    });
    world.jobs.push(job);
    world.states.changedMade();
    await world.states.file(promptFileUri);
    assert.deepEqual(world.states.changedJob(job), [promptFileUri]);
    assert.deepEqual(world.states.changedJob({ id: 'without a source' }), []);
  });

  it('looks again at an image that changed, of the files alone that name it', async () => {
    const world = await makeWorld();
    const other = await world.states.file(otherUri);
    world.pictures.set('boat.png', 'another boat');
    assert.deepEqual(world.states.changedFiles(['file:///work/film/boat.png']), [promptFileUri]);
    const { cells } = await world.states.file(promptFileUri);
    assert.deepEqual(
      cells.map(({ freshness }) => freshness.kind),
      ['stale', 'current'],
    );
    assert.equal(await world.states.file(otherUri), other);
    assert.deepEqual(world.asked, ['words', 'look boat.png', 'image boat.png']);
    assert.deepEqual(world.states.changedFiles(['file:///work/film/sea.png']), []);
  });

  it('notices what nothing told of when somebody turns to a file', async () => {
    const world = await makeWorld();
    const other = await world.states.file(otherUri);
    world.pictures.set('boat.png', 'another boat');
    assert.equal((await world.states.file(promptFileUri)).cells[0]?.freshness.kind, 'current');
    assert.deepEqual(world.states.turnedTo(promptFileUri), [promptFileUri]);
    assert.equal((await world.states.file(promptFileUri)).cells[0]?.freshness.kind, 'stale');
    assert.equal(await world.states.file(otherUri), other);
  });

  it('looks again where a folder came or went as a whole, or a name is spelled otherwise', async () => {
    const world = await makeWorld();
    world.texts.set(otherUri, '---\nextends: styles/wet/sea.video.md\nfirst: art/Bö.png\n---\n\nA quay.\n');
    world.states.changedWords(otherUri);
    const touched = async (uri: string) => {
      await world.states.checked(otherUri);
      return world.states.changedFiles([uri]);
    };
    for (const place of ['art', 'art/', 'link/art', 'art/BO\u0308.PNG', 'styles', 'styles/wet'])
      assert.deepEqual(await touched(encodeURI(`file:///work/film/${place}`)), [otherUri], place);
    for (const place of ['arts', 'art/other.png', 'styles/dry'])
      assert.deepEqual(await touched(`file:///work/film/${place}`), [], place);
  });

  it('follows the files that it extends', async () => {
    const world = await makeWorld();
    world.texts.set(baseUri, '---\nseconds: 8\n---\n');
    world.texts.set(otherUri, '---\nextends: style.video.md\nmodel: veo3.1-fast\n---\n\nA quay.\n');
    world.states.changedWords(otherUri);
    const seconds = async () => (await world.states.checked(otherUri)).shots[0]?.request.seconds;
    assert.equal(await seconds(), 8);
    world.texts.set(baseUri, '---\nseconds: 6\n---\n');
    assert.deepEqual(world.states.changedWords(baseUri), [otherUri]);
    assert.equal(await seconds(), 6);
  });

  it('asks for everything again at a press', async () => {
    const world = await makeWorld();
    await world.states.look(promptFileUri);
    assert.deepEqual(world.asked.toSorted(), ['image boat.png', 'jobs', 'look boat.png', 'market', 'words']);
  });

  it('is checked although nobody can tell what was made, and asked for again then', async () => {
    const world = await makeWorld();
    world.states.changedMade();
    world.failure = new Error('The database is busy.');
    await assert.rejects(world.states.file(promptFileUri), /busy/);
    assert.equal((await world.states.checked(promptFileUri)).shots.length, 2);
    world.failure = undefined;
    assert.equal((await world.states.file(promptFileUri)).cells.length, 2);
  });

  it('gives what is asked for after a change the words of then, whatever is still being read', async () => {
    const world = await makeWorld();
    world.states.changedWords(promptFileUri);
    const early = world.states.file(promptFileUri);
    world.texts.set(promptFileUri, text.replace('Waves', 'Silence'));
    world.states.changedWords(promptFileUri);
    const late = await world.states.file(promptFileUri);
    await early;
    assert.equal(late.shots[1]?.request.prompt, 'Silence.');
    assert.equal(await world.states.file(promptFileUri), late);
  });
});
