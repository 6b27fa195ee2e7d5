import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BalanceOutcome, readBalance } from '../../../src/comet/balance.ts';
import type { Balance } from '../../../src/core/balance.ts';
import { isAbort } from '../../../src/core/errors.ts';
import { key, patient } from './calls.ts';
import { always, closedPort, scriptedServer, type Script } from './scriptedServer.ts';

const days = { startDay: '2026-10-01', endDay: '2026-10-31' };

async function ask(script: Script): Promise<BalanceOutcome> {
  await using server = await scriptedServer(script);
  return await readBalance({ origin: server.origin, key, ...days }, patient);
}

async function read(body: unknown): Promise<Balance> {
  const outcome = await ask(always(200, body));
  assert.ok(outcome.kind === 'read', JSON.stringify(outcome));
  return outcome.balance;
}

const documented = {
  username: 'somebody',
  total_quota: 12.5,
  total_used_quota: 7.25,
  request_count: 31,
  keys: [
    { name: 'render', remain_quota: -1, used_quota: 7.25 },
    { name: 'balance', remain_quota: 0, used_quota: 0 },
  ],
};

describe('reading a balance', () => {
  it('asks once, with the key and the days in the query and in no header', async () => {
    await using server = await scriptedServer(always(200, documented));
    await readBalance({ origin: server.origin, key, ...days }, patient);
    assert.deepEqual(
      server.seen.map(({ method, url }) => [method, url]),
      [['GET', `/user/quota?key=${key}&start_date=2026-10-01&end_date=2026-10-31`]],
    );
    assert.equal(server.seen[0]?.headers.authorization, undefined);
    assert.ok(!JSON.stringify(server.seen[0]?.headers).includes(key));
  });

  it('takes dollars as they are documented, and -1 for no quota', async () => {
    assert.deepEqual(await read(documented), {
      leftMicroUsd: 12_500_000,
      usedMicroUsd: 7_250_000,
      requestCount: 31,
      keys: [
        { name: 'render', left: 'unlimited', usedMicroUsd: 7_250_000 },
        { name: 'balance', left: 0, usedMicroUsd: 0 },
      ],
    });
  });

  it('takes numbers that come as text, an envelope around them, and a balance below zero', async () => {
    const body = {
      success: true,
      data: { total_quota: ' -0.32', keys: [{ name: 'a', remain_quota: '-1', used_quota: '1e-2' }] },
    };
    assert.deepEqual(await read(body), {
      leftMicroUsd: -320_000,
      keys: [{ name: 'a', left: 'unlimited', usedMicroUsd: 10_000 }],
    });
  });

  it('leaves unknown what is missing or no number, instead of making it 0', async () => {
    const body = { total_quota: null, total_used_quota: '', request_count: 'many', keys: [{ name: 7 }, 'x'] };
    assert.deepEqual(await read({ ...body, total_used_quota: 1 }), {
      usedMicroUsd: 1_000_000,
      keys: [{ name: '' }],
    });
  });

  const use = [
    { day: '2026-10-02', usedMicroUsd: 640_000 },
    { day: '2026-10-01', usedMicroUsd: 320_000 },
  ];
  for (const [what, daily] of [
    ['a list with dates', use.map(({ day, usedMicroUsd }) => ({ date: day, quota: usedMicroUsd / 1e6 }))],
    [
      'a list with days',
      use.map(({ day, usedMicroUsd }) => ({ day, used_quota: String(usedMicroUsd / 1e6) })),
    ],
    [
      'a list with times',
      use.map(({ day, usedMicroUsd }) => ({ date: `${day}T00:00:00Z`, amount: usedMicroUsd / 1e6 })),
    ],
    ['figures by day', { '2026-10-02': 0.64, '2026-10-01': '0.32' }],
    ['objects by day', { '2026-10-02': { used_quota: 0.64 }, '2026-10-01': { quota: 0.32 } }],
  ] as const) {
    it(`reads daily figures that come as ${what}`, async () => {
      assert.deepEqual((await read({ ...documented, daily_quota: daily })).daily, use);
    });
  }

  it('tells days without use from days that were not told', async () => {
    assert.deepEqual((await read({ ...documented, daily_quota: [] })).daily, []);
    assert.equal((await read(documented)).daily, undefined);
    assert.equal((await read({ ...documented, daily_quota: ['?'] })).daily, undefined);
  });

  for (const [what, script, code] of [
    ['401', always(401, { error: { message: 'invalid token' } }), 'balance.key'],
    ['403', always(403, { message: 'no' }), 'balance.key'],
    ['429', always(429, {}), 'balance.tooMany'],
    ['502', always(502, '<html>'), 'balance.providerFault'],
    ['a page', always(200, '<html>'), 'balance.unreadable'],
    ['JSON that says nothing of it', always(200, { data: [] }), 'balance.unreadable'],
    ['a list', always(200, []), 'balance.unreadable'],
    ['404', always(404, { message: 'no such endpoint' }), 'balance.unreadable'],
    ['a reset', (request) => request.socket.resetAndDestroy(), 'balance.broken'],
  ] as readonly (readonly [string, Script, string])[]) {
    it(`${what} is ${code}`, async () => {
      const outcome = await ask(script);
      assert.ok(outcome.kind === 'missed');
      assert.equal(outcome.failure.message, code);
      assert.equal(outcome.failure.charged, 'no');
    });
  }

  it('follows no redirect, so that the key reaches nobody else', async () => {
    await using elsewhere = await scriptedServer(always(200, documented));
    const outcome = await ask(always(302, '', { location: `${elsewhere.origin}/user/quota?key=${key}` }));
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'balance.redirected');
    assert.equal(elsewhere.seen.length, 0);
  });

  it('sends nothing over plain http to another machine', async () => {
    const outcome = await readBalance({ origin: 'http://query.cometapi.com', key, ...days }, patient);
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'balance.origin');
  });

  for (const status of [200, 302, 400, 401, 403, 429, 500]) {
    it(`keeps key and address out of what it gives back when they are echoed in an answer ${String(status)}`, async () => {
      const echo: Script = (request, response, seen) => {
        const words = `Bad call https://query.cometapi.com${seen.url} with ${key}`;
        always(
          status,
          {
            error: { message: words, code: words },
            request_id: key,
            total_quota: 1,
            keys: [{ name: words }],
          },
          { 'x-request-id': key, location: seen.url },
        )(request, response, seen);
      };
      const told = JSON.stringify(await ask(echo));
      assert.ok(told.length > 20);
      assert.ok(!told.includes(key) && !told.includes('secretsecret') && !told.includes('?key='), told);
    });
  }

  it('says that nobody answers, without the address', async () => {
    const outcome = await readBalance({ origin: await closedPort(), key, ...days }, patient);
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'balance.unreachable');
    assert.ok(!JSON.stringify(outcome).includes('127.0.0.1'));
  });

  it('throws the abort and nothing else', async () => {
    const abort = new AbortController();
    await using server = await scriptedServer(() => abort.abort());
    await assert.rejects(readBalance({ origin: server.origin, key, ...days }, abort.signal), (error) => {
      assert.ok(isAbort(error));
      assert.ok(!String(error instanceof Error ? error.stack : error).includes(key));
      return true;
    });
  });

  it('makes whole amounts, or none, of whatever JSON comes', async () => {
    let body: unknown;
    await using server = await scriptedServer((request, response, seen) =>
      always(200, body)(request, response, seen),
    );
    const fields = ['total_quota', 'total_used_quota', 'keys', 'daily_quota', 'data'];
    const bodies = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()),
      fc.record({ daily_quota: fc.dictionary(fc.constantFrom('2026-10-01', '__proto__'), fc.jsonValue()) }),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (value) => {
        body = value;
        const outcome = await readBalance({ origin: server.origin, key, ...days }, patient);
        if (outcome.kind === 'missed') return;
        const { leftMicroUsd, usedMicroUsd, keys, daily = [] } = outcome.balance;
        const amounts = [
          leftMicroUsd,
          usedMicroUsd,
          ...keys.map(({ left }) => (left === 'unlimited' ? 0 : left)),
          ...daily.map((one) => one.usedMicroUsd),
        ];
        assert.ok(amounts.every((amount) => amount === undefined || Number.isSafeInteger(amount)));
      }),
      { numRuns: 150 },
    );
  });
});
