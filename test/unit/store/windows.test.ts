import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFileName } from '../../../src/store/database.ts';
import { makeJob } from '../core/makeJob.ts';
import { inTwoWindows } from './openStores.ts';

const staleMs = 15_000;
const now = 1_000_000;
const running = (id: string, windowId: string) =>
  makeJob({ id, windowId, state: 'running', taskId: `task-${id}` });

describe('signs of life', () => {
  it('tell a window that it was taken for dead meanwhile', async () => {
    await inTwoWindows(async (one, other) => {
      assert.equal(await one.beat('window-1', now), false);
      assert.equal(await one.beat('window-1', now + 5_000), true);
      await other.takeOver('window-2', now + 30_000, staleMs);
      assert.equal(await one.beat('window-1', now + 31_000), false);
      assert.equal(await one.beat('window-1', now + 32_000), true);
    });
  });
});

describe('taking over', () => {
  it('gives jobs of dead windows a new window and epoch, and leaves those of living ones', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit(
        [running('a', 'dead'), running('b', 'alive'), running('c', 'me'), running('d', 'unknown')],
        {},
      );
      await one.beat('dead', now - staleMs - 1);
      await one.beat('alive', now - staleMs);
      const taken = await other.takeOver('me', now, staleMs);
      assert.deepEqual(taken, [
        { ...running('a', 'me'), epoch: 2 },
        { ...running('d', 'me'), epoch: 2 },
      ]);
      assert.deepEqual(await one.get('a'), taken[0]);
      assert.deepEqual(await one.get('b'), running('b', 'alive'));
      assert.deepEqual(await other.takeOver('me', now, staleMs), []);
      assert.equal((await one.apply('a', { kind: 'rendered' }, now, { epoch: 1 })).kind, 'rejected');
    });
  });

  it('leaves jobs alone that nobody has to drive', async () => {
    await inTwoWindows(async (one) => {
      await one.admit(
        (['saved', 'failed', 'uncertain', 'stopped', 'forgotten', 'cancelled'] as const).map((state) =>
          makeJob({ id: state, state, windowId: 'dead' }),
        ),
        {},
      );
      assert.deepEqual(await one.takeOver('me', now, staleMs), []);
    });
  });

  it('never takes its own window for dead, however long it slept', async () => {
    await inTwoWindows(async (one) => {
      await one.admit([running('a', 'me')], {});
      await one.beat('me', now - 60_000);
      assert.deepEqual(await one.takeOver('me', now, staleMs), []);
      assert.equal(await one.beat('me', now), true);
    });
  });

  it('takes a sign of life far in the future for none, because the clock was set back', async () => {
    await inTwoWindows(async (one) => {
      await one.admit([running('a', 'ahead'), running('b', 'slightlyAhead')], {});
      await one.beat('ahead', now + staleMs + 1);
      await one.beat('slightlyAhead', now + staleMs);
      assert.deepEqual(
        (await one.takeOver('me', now, staleMs)).map((job) => job.id),
        ['a'],
      );
    });
  });

  it('happens once when two windows try', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([running('a', 'dead')], {});
      await one.beat('window-1', now);
      await other.beat('window-2', now);
      const taken = await Promise.all([
        one.takeOver('window-1', now, staleMs),
        other.takeOver('window-2', now, staleMs),
      ]);
      assert.equal(taken.flat().length, 1);
    });
  });

  it('writes nothing where every window is alive', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([running('a', 'window-1')], {});
      await one.beat('window-1', now);
      const version = one.version();
      await other.takeOver('window-2', now, staleMs);
      assert.equal(one.version(), version);
    });
  });

  it('is possible at once when a window has left', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([running('a', 'window-1')], {});
      await one.beat('window-1', now);
      one.leave('window-1');
      assert.deepEqual(
        (await other.takeOver('window-2', now, staleMs)).map((job) => job.id),
        ['a'],
      );
    });
  });
});

describe('claiming', () => {
  it('gives a stored clip to another window, once, and only with the epoch that it saw', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit(
        [makeJob({ id: 'a', state: 'stored', windowId: 'window-1', epoch: 3 }), running('b', 'window-1')],
        {},
      );
      assert.equal(await other.claim('a', 2, 'window-2'), undefined);
      assert.equal(await other.claim('b', 1, 'window-2'), undefined);
      assert.equal(await other.claim('none', 1, 'window-2'), undefined);
      assert.equal(await one.claim('a', 3, 'window-1'), undefined);
      const claimed = await other.claim('a', 3, 'window-2');
      assert.deepEqual([claimed?.windowId, claimed?.epoch], ['window-2', 4]);
      assert.equal(await one.claim('a', 3, 'window-3'), undefined);
    });
  });
});

describe('the lease', () => {
  it('is held by the living window with the present epoch', async () => {
    await inTwoWindows(async (one, other) => {
      await one.admit([running('a', 'window-1')], {});
      assert.equal(one.holdsLease('a', 1, 'window-1'), false);
      await one.beat('window-1', now);
      assert.equal(one.holdsLease('a', 1, 'window-1'), true);
      assert.equal(one.holdsLease('a', 2, 'window-1'), false);
      assert.equal(one.holdsLease('a', 1, 'window-2'), false);
      assert.equal(one.holdsLease('none', 1, 'window-1'), false);
      await other.takeOver('window-2', now + 60_000, staleMs);
      assert.equal(one.holdsLease('a', 1, 'window-1'), false);
    });
  });

  it('is not held where the database cannot be asked at once', async () => {
    await inTwoWindows(async (one, _other, directory) => {
      await one.admit([running('a', 'window-1')], {});
      await one.beat('window-1', now);
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec('BEGIN EXCLUSIVE');
      assert.equal(one.holdsLease('a', 1, 'window-1'), false);
      one.leave('window-1');
      assert.equal(typeof one.version(), 'number');
      raw.exec('COMMIT');
      raw.close();
      assert.equal(one.holdsLease('a', 1, 'window-1'), true);
    });
  });
});
