import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Job, type JobSource, sampleOrigin } from '../../../src/core/job.ts';
import type { Submission } from '../../../src/engine/batch.ts';
import { DuplicateRequest } from '../../../src/engine/admission.ts';
import { follows, frame, stateOf } from './chain.ts';
import { tinyPng } from './tinyPng.ts';
import { network, type Window, World } from './world.ts';

const source: JobSource = {
  promptFileUri: 'file:///boat.video.md',
  shot: 'storm',
  cell: '',
  take: 3,
  digest: 'd'.repeat(64),
};
const seen = { upTo: Number.MAX_SAFE_INTEGER, agreedSecond: [] };
const wish = { caller: { kind: 'person', shownMicroUsd: 320_000 }, seen } as const;
const person = { kind: 'person', shownMicroUsd: 1 } as const;

describe('submitting an uncertain job again', () => {
  let world: World;
  let window: Window;
  beforeEach(async () => {
    world = await World.make();
    window = await world.window('w1');
    world.script.status = () => ({ kind: 'running' });
  });
  afterEach(async () => {
    await world.close();
  });

  async function uncertain(others: Partial<Submission> = {}, fields = {}): Promise<Job> {
    const { create } = world.script;
    world.script.create = () => ({ kind: 'uncertain', failure: network('create.broken') });
    const [job] = await window.engine.submit(world.submission(fields, others));
    const found = await world.untilState(window, job?.id ?? '', 'uncertain');
    world.script.create = create;
    return found;
  }

  it('carries all that it stands for, and takes its place', async () => {
    const path = join(world.directory, 'boat.png');
    await writeFile(path, tinyPng());
    const images = [{ uri: pathToFileURL(path).href, role: 'first' as const }];
    const output = { directoryUri: world.placeUri, baseName: 'storm-3' };
    const old = await uncertain({ source, output }, { images });
    // What lies there by now is not what was recorded.
    await rm(path);
    const sent: unknown[] = [];
    world.script.create = async ({ request, images: leaving }) => {
      const bytes = await Promise.all(leaving.map((image) => image.read()));
      sent.push([request.images, bytes.map((one) => Buffer.from(one).equals(tinyPng()))]);
      return { kind: 'accepted', taskId: 'task_again' };
    };
    const again = await window.engine.again(old.id, wish);
    const { request, images: snapshots, origin, workspaceKey } = old;
    assert.deepEqual(
      [again.request, again.images, again.origin, again.workspaceKey, again.source, again.output],
      [request, snapshots, origin, workspaceKey, source, output],
    );
    assert.equal(again.supersedes, old.id);
    const now = await window.engine.get(old.id);
    assert.deepEqual(
      [now?.state, now?.supersededBy, now?.charge],
      ['uncertain', again.id, { basis: 'unknown' }],
    );
    await world.untilState(window, again.id, 'running');
    assert.deepEqual(sent, [[images, [true]]]);
    const { day } = await window.store.totals(old.day, old.workspaceKey);
    assert.deepEqual([day.unknownMicroUsd, day.reservedMicroUsd], [320_000, 320_000]);
    assert.equal(world.uploadsAsked.length, 1, 'the images were agreed to before');
  });

  it('makes a sample of a sample, and spends nothing', async () => {
    const old = await uncertain({ origin: sampleOrigin });
    const again = await window.engine.again(old.id, wish);
    assert.equal(again.origin, sampleOrigin);
    assert.equal(window.engine.againQuote(old).microUsd, 0);
    assert.equal(again.reservedMicroUsd, 0);
    assert.equal(world.asked.length, 0);
    const { day } = await window.store.totals(old.day, old.workspaceKey);
    assert.deepEqual([day.unknownCount, day.reservedMicroUsd], [0, 0]);
  });

  it('takes along those that wait for its clip, in every window', async () => {
    const other = await world.window('w2');
    world.script.create = () => ({ kind: 'uncertain', failure: network('create.broken') });
    const [first, second] = await window.engine.submitAll(world.batch([{}, { follows: follows(0) }]));
    const old = await world.untilState(window, first?.id ?? '', 'uncertain');
    const follower = second?.id ?? '';
    world.script.create = () => ({ kind: 'accepted', taskId: `task_${world.creates.length}` });
    world.script.status = () => ({ kind: 'done' });
    const again = await other.engine.again(old.id, wish);
    assert.equal((await window.engine.get(follower))?.awaits?.jobId, again.id);
    await world.untilState(other, again.id, 'saved');
    // The old one is given up: nothing depends on it any more.
    await other.engine.forget(old.id);
    await world.pass(30_000);
    assert.equal(await stateOf(window, follower), 'queued frame');
    const [waiting] = await window.engine.awaitingFrames();
    assert.deepEqual([waiting?.job.id, waiting?.predecessor.id], [follower, again.id]);
    await window.engine.frame(follower, frame);
    await world.untilState(window, follower, 'saved');
  });

  it('twice makes one, also in two windows at the same moment', async () => {
    const other = await world.window('w2');
    const old = await uncertain({ source });
    const ends = await Promise.allSettled([
      window.engine.again(old.id, wish),
      other.engine.again(old.id, wish),
    ]);
    assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(window.engine.again(old.id, wish), { code: 'job.state' });
    assert.equal((await window.engine.list({ limit: 9 })).length, 2);
    await world.pass(10_000);
    assert.equal(world.creates.length, 2);
  });

  it('asks about a job of its shot that began meanwhile', async () => {
    const old = await uncertain({ source });
    const upTo = await window.store.newest();
    const [second] = await window.engine.submit(
      world.submission({}, { source: { ...source, take: 4 }, seen: { upTo, agreedSecond: [old.id] } }),
    );
    const before = await window.engine.get(old.id);
    await assert.rejects(
      window.engine.again(old.id, { ...wish, seen: { upTo, agreedSecond: [] } }),
      (error) => error instanceof DuplicateRequest && error.items[0]?.ids.join() === second?.id,
    );
    assert.deepEqual(await window.engine.get(old.id), before);
  });

  it('stands for its shot: a press beside it needs a word about both', async () => {
    const old = await uncertain({ source });
    const again = await window.engine.again(old.id, wish);
    const press = (agreedSecond: readonly string[]) =>
      window.engine.submit(
        world.submission(
          {},
          { source: { ...source, take: 4 }, seen: { upTo: Number.MAX_SAFE_INTEGER, agreedSecond } },
        ),
      );
    await assert.rejects(press([old.id]), DuplicateRequest);
    await assert.rejects(press([again.id]), DuplicateRequest);
    assert.equal((await press([old.id, again.id])).length, 1);
  });

  it('submits nothing at a cap, and leaves the old job and its followers as they are', async () => {
    const old = await uncertain({ source });
    world.settings = { ...world.settings, caps: { dayMicroUsd: 400_000 } };
    await assert.rejects(window.engine.again(old.id, wish), { code: 'cap.reached' });
    assert.deepEqual(await window.engine.get(old.id), old);
    assert.equal((await window.engine.list({ limit: 9 })).length, 1);
  });

  it('asks where the price is not the one shown, and submits nothing when declined', async () => {
    const old = await uncertain();
    world.answer = { kind: 'declined' };
    await assert.rejects(window.engine.again(old.id, { ...wish, caller: person }), {
      code: 'confirmation.declined',
    });
    assert.deepEqual(
      world.asked.map(({ reason }) => reason),
      ['changed'],
    );
    assert.deepEqual(await window.engine.get(old.id), old);
  });

  it('is refused where its task has turned up', async () => {
    const old = await uncertain();
    world.script.lookUp = () => ({ kind: 'found', dialect: 'unified', status: { kind: 'running' } });
    await window.engine.recover(old.id, await window.engine.lookUp(old.origin, 'task_found'));
    await assert.rejects(window.engine.again(old.id, wish), { code: 'job.state' });
    assert.equal((await window.engine.list({ limit: 9 })).length, 1);
  });

  it('is refused where a kept image is lost, before anything is asked', async () => {
    const path = join(world.directory, 'boat.png');
    await writeFile(path, tinyPng());
    const old = await uncertain({}, { images: [{ uri: pathToFileURL(path).href, role: 'first' }] });
    await rm(join(world.directory, 'storage', 'images'), { recursive: true });
    await assert.rejects(window.engine.again(old.id, { ...wish, caller: person }), { code: 'disk' });
    assert.equal(world.asked.length, 0);
  });
});
