import assert from 'node:assert/strict';
import type { JobSource } from '../../../src/core/job.ts';
import { DuplicateRequest } from '../../../src/engine/admission.ts';
import { World } from './world.ts';

const source: JobSource = { promptFileUri: 'file:///boat.video.md', shot: 'storm', cell: '', take: 1 };

describe('presses on one shot', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.script.status = () => ({ kind: 'running' });
  });
  afterEach(async () => {
    await world.close();
  });

  const press = (agreedSecond: readonly string[] = [], upTo = 0) =>
    world.submission({}, { source, seen: { upTo, agreedSecond } });

  it('at the same moment in two windows pay once; the other is told which job it is', async () => {
    const one = await world.window('w1');
    const other = await world.window('w2');
    const ends = await Promise.allSettled([one.engine.submit(press()), other.engine.submit(press())]);
    const admitted = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : []));
    const refused = ends.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : []));
    assert.equal(admitted.length, 1);
    const [error] = refused;
    assert.ok(error instanceof DuplicateRequest);
    assert.equal(error.code, 'job.duplicate');
    assert.deepEqual(error.items, [{ index: 0, ids: [admitted[0]?.id], jobs: admitted }]);
    await world.untilState(one, admitted[0]?.id ?? '', 'running');
    assert.equal(world.creates.length, 1);
  });

  it('in one window before the first is answered pay once', async () => {
    const { engine } = await world.window('w1');
    const ends = await Promise.allSettled([engine.submit(press()), engine.submit(press())]);
    assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('pay a second time where a person agreed to just that', async () => {
    const { engine } = await world.window('w1');
    const [first] = await engine.submit(press());
    assert.equal((await engine.submit(press([first?.id ?? '']))).length, 1);
    await assert.rejects(engine.submit(press([first?.id ?? ''])), DuplicateRequest);
  });

  it('name the items of a batch that stand for a second one, and submit none of it', async () => {
    const { engine } = await world.window('w1');
    const [first] = await engine.submit(press());
    const calm = { ...source, shot: 'calm' };
    const batch = world.batch([{ source: calm }, { source: { ...source, take: 2 } }]);
    await assert.rejects(
      engine.submitAll(batch),
      (error) =>
        error instanceof DuplicateRequest &&
        error.items.map(({ index, ids }) => `${index} ${ids.join()}`).join() === `1 ${first?.id ?? ''}`,
    );
    assert.equal((await engine.list({ limit: 9 })).length, 1);
  });
});
