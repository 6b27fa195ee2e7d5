import assert from 'node:assert/strict';
import { checkVideo } from '../../../src/core/mp4.ts';
import { BrokenBody, type StatusOutcome } from '../../../src/engine/ports.ts';
import {
  asBytes,
  assertLinksWithoutKey,
  type ClientWorld,
  doneLink,
  newClientWorld,
  readBody,
  wholeBody,
} from './clientWorld.ts';
import { renderMs } from './simulatorWorld.ts';

/** Creates with a script, and lets the time pass that the render takes. */
async function finished(world: ClientWorld, script = ''): Promise<string> {
  const taskId = await world.accepted(script);
  world.clock.nowMs += renderMs;
  return taskId;
}

function assertMissed(outcome: StatusOutcome, message: string): void {
  assert.ok(outcome.kind === 'missed', JSON.stringify(outcome));
  assert.equal(outcome.failure.message, message);
}

function assertRunning(outcome: StatusOutcome, progress: number): void {
  assert.ok(outcome.kind === 'running', JSON.stringify(outcome));
  assert.equal(outcome.progress, progress);
}

async function assertDownloads(world: ClientWorld, taskId: string, link: string): Promise<void> {
  const bytes = await wholeBody(await world.download(taskId, { link }));
  assert.ok(bytes.includes(taskId));
  assertLinksWithoutKey(world);
}

describe('the contract of client and simulator: status', () => {
  for (const script of ['', '[sim:wrapped]', '[sim:upper]', '[sim:word=polishing]', '[sim:faillink]']) {
    it(`is running with its progress, then done with a link that works, ${script || 'without a script'}`, async () => {
      await using world = await newClientWorld();
      const taskId = await world.accepted(script);
      for (const progress of [0, 25, 50, 75]) {
        assertRunning(await world.status(taskId), progress);
        world.clock.nowMs += renderMs / 4;
      }
      await assertDownloads(world, taskId, await doneLink(world, taskId));
    });
  }

  for (const form of ['', '[sim:wrapped]', '[sim:upper]', '[sim:wrapped] [sim:upper]']) {
    it(`is failed with the provider's words, ${form || 'in the flat form'}`, async () => {
      await using world = await newClientWorld();
      const outcome = await world.status(await finished(world, `[sim:fail=content policy] ${form}`));
      assert.ok(outcome.kind === 'failed', JSON.stringify(outcome));
      assert.deepEqual(outcome.failure, {
        class: 'prompt-refused',
        message: 'task.failed',
        providerMessage: 'content policy',
        httpStatus: 200,
        charged: 'unknown',
      });
    });
  }

  for (const form of ['', '[sim:upper]', '[sim:wrapped]', '[sim:wrapped] [sim:upper]']) {
    it(`is failed without words where there are none, ${form || 'in the flat form'}`, async () => {
      await using world = await newClientWorld();
      const outcome = await world.status(await finished(world, `[sim:fail] ${form}`));
      assert.ok(outcome.kind === 'failed', JSON.stringify(outcome));
      assert.equal(outcome.failure.message, 'task.failedWithoutReason');
      assert.equal(outcome.failure.providerMessage, undefined);
    });
  }

  for (const [script, message] of [
    ['[sim:500]', 'status.providerFault'],
    ['[sim:badjson]', 'status.unreadable'],
  ] as const) {
    it(`is missed, not failed, while the answers are useless, ${script}`, async () => {
      await using world = await newClientWorld();
      const taskId = await finished(world, script);
      assertMissed(await world.status(taskId), message);
      assertMissed(await world.status(taskId), message);
      await doneLink(world, taskId);
    });
  }

  it('is missed while the provider does not know the task yet, [sim:notask]', async () => {
    await using world = await newClientWorld();
    const taskId = await world.accepted('[sim:notask=30]');
    assertMissed(await world.status(taskId), 'status.taskUnknown');
    world.clock.nowMs += 29_999;
    assertMissed(await world.status(taskId), 'status.taskUnknown');
    world.clock.nowMs += 1;
    await doneLink(world, taskId);
  });

  it('is missed for a task that nobody made', async () => {
    await using world = await newClientWorld();
    assertMissed(await world.status('task_1'), 'status.taskUnknown');
  });

  it('runs on for ever where the render is [sim:stuck], and as long as it is [sim:slow]', async () => {
    await using world = await newClientWorld();
    const stuck = await world.accepted('[sim:stuck]');
    const slow = await world.accepted('[sim:slow=80000]');
    world.clock.nowMs += 40_000_000;
    for (const id of [stuck, slow]) {
      assertRunning(await world.status(id), 50);
    }
    world.clock.nowMs += 40_000_000;
    assertRunning(await world.status(stuck), 50);
    await doneLink(world, slow);
  });

  it('is done without a link where the bytes come from the content endpoint only, [sim:nolink]', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world, '[sim:nolink]');
    assert.deepEqual(await world.status(taskId), { kind: 'done' });
    assert.ok((await wholeBody(await world.download(taskId))).includes(taskId));
    assert.equal(world.simulator.log.at(-1)?.isAuthorized, true);
  });
});

describe('the contract of client and simulator: download', () => {
  it('says size and validator of the whole clip', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world);
    const outcome = asBytes(await world.download(taskId, { link: await doneLink(world, taskId) }));
    const { length } = await wholeBody(outcome);
    assert.equal(outcome.from, 0);
    assert.equal(outcome.totalBytes, length);
    assert.match(outcome.etag ?? '', /^"[0-9a-f]+"$/);
  });

  it('is missed where the content endpoint is asked too early', async () => {
    await using world = await newClientWorld();
    const outcome = await world.download(await world.accepted());
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'download.notReady');
  });

  it('follows a link that redirects, without the key, [sim:linkredirect]', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world, '[sim:linkredirect]');
    await assertDownloads(world, taskId, await doneLink(world, taskId));
    assert.equal(world.simulator.stats.downloads, 2);
  });

  it('finds a link dead, and a good one at the next status, [sim:deadlink]', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world, '[sim:deadlink]');
    const outcome = await world.download(taskId, { link: await doneLink(world, taskId) });
    assert.ok(outcome.kind === 'dead', JSON.stringify(outcome));
    assert.equal(outcome.failure.message, 'download.expired');
    await assertDownloads(world, taskId, await doneLink(world, taskId));
  });

  it('finds a link dead when its time is over, and a good one at the next status', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world);
    const link = await doneLink(world, taskId);
    world.clock.nowMs += 3_600_000;
    assert.equal((await world.download(taskId, { link })).kind, 'dead');
    await assertDownloads(world, taskId, await doneLink(world, taskId));
  });

  it('breaks half way and goes on from there, [sim:cut]', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world, '[sim:cut=2]');
    const link = await doneLink(world, taskId);
    const pieces: Buffer[] = [];
    const starts: number[] = [];
    let etag: string | undefined;
    for (const isLast of [false, false, true]) {
      const have = etag === undefined ? {} : { have: { bytes: Buffer.concat(pieces).length, etag } };
      const outcome = asBytes(await world.download(taskId, { link, ...have }));
      starts.push(outcome.from);
      etag = outcome.etag;
      const { bytes, error } = await readBody(outcome);
      assert.equal(error instanceof BrokenBody, !isLast);
      assert.ok(bytes.length > 0);
      pieces.push(bytes);
    }
    const [, second = 0, third = 0] = starts;
    assert.deepEqual(starts, [0, pieces[0]?.length, second + (pieces[1]?.length ?? 0)]);
    assert.ok(third > second);
    const resumed = Buffer.concat(pieces);
    assert.ok(resumed.equals(await wholeBody(await world.download(taskId))));
  });

  it('begins anew where the bytes that are here are of another clip', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world);
    const have = { bytes: 1000, etag: '"0123456789abcdef"' };
    const outcome = asBytes(await world.download(taskId, { link: await doneLink(world, taskId), have }));
    assert.equal(outcome.from, 0);
    assert.ok((await wholeBody(outcome)).includes(taskId));
  });

  it('begins anew where more bytes are here than the clip has', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world);
    const link = await doneLink(world, taskId);
    const { etag = '' } = asBytes(await world.download(taskId, { link }));
    const outcome = asBytes(await world.download(taskId, { link, have: { bytes: 50_000_000, etag } }));
    assert.equal(outcome.from, 0);
    assert.ok((await wholeBody(outcome)).includes(taskId));
  });

  it('brings a clip that looks complete and is not, then the whole one, [sim:truncated]', async () => {
    await using world = await newClientWorld();
    const taskId = await finished(world, '[sim:truncated]');
    const link = await doneLink(world, taskId);
    const kinds: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const outcome = asBytes(await world.download(taskId, { link }));
      const bytes = await wholeBody(outcome);
      assert.equal(outcome.totalBytes, bytes.length);
      const read = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length));
      kinds.push((await checkVideo(read, bytes.length)).kind);
    }
    assert.deepEqual(kinds, ['broken', 'whole']);
  });
});
