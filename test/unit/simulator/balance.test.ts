import assert from 'node:assert/strict';
import { readBalance } from '../../../src/comet/balance.ts';
import { startSimulator } from '../../../src/simulator/server.ts';
import { sample } from './simulatorWorld.ts';

const atMs = Date.UTC(2026, 9, 2, 23, 30);
const days = { startDay: '2026-10-01', endDay: '2026-10-31' };
const key = 'sk-balance-only-1234';
const patient = new AbortController().signal;

describe('the balance of the simulator', () => {
  it('is what the client reads: less by each clip, on the day of UTC', async () => {
    const simulator = await startSimulator({ clip: sample, now: () => atMs });
    try {
      const form = new FormData();
      for (const [name, value] of Object.entries({
        model: 'veo3.1-fast',
        prompt: 'p',
        seconds: '4',
        size: '1280x720',
      }))
        form.append(name, value);
      const created = await fetch(`${simulator.origin}/v1/videos`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk-render-1234567' },
        body: form,
      });
      assert.equal(created.status, 200);
      const outcome = await readBalance({ origin: simulator.origin, key, ...days }, patient);
      assert.deepEqual(outcome, {
        kind: 'read',
        balance: {
          leftMicroUsd: 24_680_000,
          usedMicroUsd: 320_000,
          requestCount: 1,
          keys: [
            { name: 'render', left: 'unlimited', usedMicroUsd: 320_000 },
            { name: 'balance only', left: 0, usedMicroUsd: 0 },
          ],
          daily: [{ day: '2026-10-02', usedMicroUsd: 320_000 }],
        },
      });
      const later = { startDay: '2026-11-01', endDay: '2026-11-30' };
      const none = await readBalance({ origin: simulator.origin, key, ...later }, patient);
      assert.deepEqual(none.kind === 'read' ? none.balance.daily : none, []);
    } finally {
      await simulator.close();
    }
  });

  it('refuses keys of another form and days that are none, and writes no key down', async () => {
    const simulator = await startSimulator({ clip: sample });
    try {
      const status = async (query: string) => (await fetch(`${simulator.origin}/user/quota${query}`)).status;
      assert.equal(await status(''), 401);
      assert.equal(await status('?key=secret'), 401);
      assert.equal(await status('?key=sk-invalid-12345'), 401);
      assert.equal(await status(`?key=${key}&start_date=yesterday`), 400);
      assert.equal(await status(`?key=${key}`), 200);
      assert.ok(!JSON.stringify(simulator.log).includes(key));
    } finally {
      await simulator.close();
    }
  });
});
