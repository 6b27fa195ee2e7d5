import assert from 'node:assert/strict';
import { balanceOrigin, dailyDrift } from '../../../src/core/balance.ts';

describe('where the balance is asked', () => {
  for (const [api, expected] of [
    ['https://api.cometapi.com', 'https://query.cometapi.com'],
    ['https://gateway.example.com', 'https://query.cometapi.com'],
    ['http://127.0.0.1:4321', 'http://127.0.0.1:4321'],
    ['http://localhost:4321/', 'http://localhost:4321'],
    ['http://api.example.com', 'https://query.cometapi.com'],
    ['no origin', 'https://query.cometapi.com'],
  ] as const) {
    it(`is ${expected} for ${api}`, () => assert.equal(balanceOrigin(api), expected));
  }
});

describe('the drift between the ledger and CometAPI', () => {
  const day = (key: string, spentMicroUsd: number) => ({ key, spentMicroUsd });

  it('has a row for every day that either side knows, newest first, with nothing rounded away', () => {
    assert.deepEqual(
      dailyDrift(
        '2026-10',
        [day('2026-10-03', 320_000), day('2026-10-01', 1)],
        [
          { day: '2026-10-02', usedMicroUsd: 5 },
          { day: '2026-10-01', usedMicroUsd: 2 },
        ],
      ),
      [
        { day: '2026-10-03', oursMicroUsd: 320_000 },
        { day: '2026-10-02', oursMicroUsd: 0, theirsMicroUsd: 5 },
        { day: '2026-10-01', oursMicroUsd: 1, theirsMicroUsd: 2 },
      ],
    );
  });

  it('adds up what CometAPI tells of a day in several entries', () => {
    const theirs = [1, 2, 3].map((usedMicroUsd) => ({ day: '2026-10-02', usedMicroUsd }));
    assert.deepEqual(dailyDrift('2026-10', [], theirs), [
      { day: '2026-10-02', oursMicroUsd: 0, theirsMicroUsd: 6 },
    ]);
  });

  it('leaves out other months and days on which nothing happened', () => {
    assert.deepEqual(
      dailyDrift(
        '2026-10',
        [day('2026-10-01', 0), day('2026-09-30', 5)],
        [
          { day: '2026-11-01', usedMicroUsd: 5 },
          { day: '2026-10-05', usedMicroUsd: 0 },
        ],
      ),
      [],
    );
  });
});
