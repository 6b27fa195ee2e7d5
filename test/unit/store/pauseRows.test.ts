import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { askingAt, everything, type Pause } from '../../../src/core/pause.ts';
import { databaseFileName } from '../../../src/store/database.ts';
import { inTwoWindows } from './openStores.ts';

const pause: Pause = { scope: everything, reason: 'user', since: 5, missCount: 0, probedAt: 5 };
const refused: Pause = {
  scope: askingAt('https://api.cometapi.com'),
  reason: 'key',
  since: 7,
  keyFingerprint: 'f00d',
  missCount: 2,
  probedAt: 9,
  nextAt: 30,
};

describe('pauses', () => {
  it('are seen by every window, one for each scope', async () => {
    await inTwoWindows(async (one, other) => {
      const before = other.version();
      await one.setPause(pause);
      await one.setPause(refused);
      assert.notEqual(other.version(), before);
      assert.deepEqual(new Set(await other.pauses()), new Set([pause, refused]));
      const ended: Pause = { ...pause, end: { at: 11, by: 'person' } };
      await other.setPause(ended);
      assert.deepEqual(new Set(await one.pauses()), new Set([ended, refused]));
    });
  });

  it('that this version cannot read hold nothing', async () => {
    await inTwoWindows(async (one, _other, directory) => {
      await one.setPause(pause);
      const raw = new DatabaseSync(join(directory, databaseFileName));
      raw.exec(`INSERT INTO pauses VALUES ('mood', '{"scope":"mood","reason":"rain"}'), ('half', '{')`);
      raw.close();
      assert.deepEqual(await one.pauses(), [pause]);
    });
  });
});
