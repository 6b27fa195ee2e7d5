import assert from 'node:assert/strict';
import type { JobSource } from '../../../src/core/job.ts';
import { DuplicateRequest } from '../../../src/engine/admission.ts';
import { World } from './world.ts';

const from = 'file:///film/boat.video.md';
const to = 'file:///film/ship.video.md';
const source: JobSource = { promptFileUri: from, shot: '', cell: '', take: 1 };

describe('renaming a prompt file while it renders', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(async () => {
    await world.close();
  });

  it('pays nothing a second time in any window, and loses no clip', async () => {
    const one = await world.window('w1');
    const other = await world.window('w2');
    world.script.status = () => ({ kind: 'running' });
    const [job] = await one.engine.submit(world.submission({}, { source }));
    const id = job?.id ?? '';
    await world.untilState(one, id, 'running');
    const told: (string | undefined)[] = [];
    other.engine.onDidChangeJob((changed) => told.push(changed.source?.promptFileUri));
    await other.engine.moveFiles([{ from, to }]);
    assert.deepEqual(told, [to]);
    const press = world.submission({}, { source: { ...source, promptFileUri: to, take: 2 } });
    for (const { engine, store } of [one, other]) {
      const seen = { upTo: await store.newest(), agreedSecond: [] };
      await assert.rejects(engine.submit({ ...press, seen }), DuplicateRequest);
    }
    world.script.status = () => ({ kind: 'done' });
    const saved = await world.untilState(one, id, 'saved');
    assert.equal(saved.source?.promptFileUri, to);
    assert.equal(world.creates.length, 1);
  });

  it('puts the clip into the folder where it is by then', async () => {
    const one = await world.window('w1');
    world.canPlace = false;
    const [job] = await one.engine.submit(world.submission({}, { source }));
    const stored = await world.untilState(one, job?.id ?? '', 'stored');
    const places: string[] = [];
    const moved = `${world.placeUri}-moved`;
    world.onChoosePlace = async ({ output }) => {
      places.push(output.directoryUri);
      if (places.length === 1) await one.engine.moveFiles([{ from: world.placeUri, to: moved }]);
    };
    world.canPlace = true;
    await one.engine.wake();
    await world.untilState(one, stored.id, 'saved');
    assert.deepEqual(places, [world.placeUri, moved]);
  });
});
