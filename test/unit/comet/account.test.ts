import assert from 'node:assert/strict';
import { isAbort } from '../../../src/core/errors.ts';
import { checkKey } from '../../../src/comet/account.ts';
import { key, patient } from './calls.ts';
import { always, closedPort, scriptedServer, type Script } from './scriptedServer.ts';

const list = { object: 'list', data: [{ id: 'veo3.1-fast', object: 'model' }] };

const verdicts: readonly (readonly [what: string, script: Script, verdict: string])[] = [
  ['a list of models', always(200, list), 'accepted'],
  ['401', always(401, { error: { message: 'Invalid token' } }), 'wrong'],
  ['401 without words', always(401), 'wrong'],
  [
    '401 about a used-up quota',
    always(401, { error: { message: "This token's quota is used up" } }),
    'accepted',
  ],
  ['401 about it in Chinese', always(401, { error: { message: '该令牌额度已用尽' } }), 'accepted'],
  ['402', always(402, { error: { message: 'Insufficient Balance' } }), 'accepted'],
  ['403 with words', always(403, { error: { message: 'no', code: 'permission_denied' } }), 'wrong'],
  ['403 about an empty balance', always(403, { message: 'user quota is not enough' }), 'accepted'],
  ['403 with a page', always(403, '<html>Access denied</html>'), 'key.unreadable'],
  ['a page', always(200, '<html>Welcome</html>', { 'content-type': 'text/html' }), 'key.unreadable'],
  ['JSON that is no list', always(200, { ok: true }), 'key.unreadable'],
  ['404', always(404, { message: 'Not Found' }), 'key.unreadable'],
  ['a redirect', always(302, '', { location: 'https://example.com' }), 'key.redirected'],
  ['429', always(429, { message: 'slow' }), 'key.tooMany'],
  ['500', always(500, 'x'), 'key.providerFault'],
  ['a reset', (request) => request.socket.resetAndDestroy(), 'key.broken'],
];

describe('checking a key', () => {
  for (const [what, script, expected] of verdicts) {
    it(`${what} means ${expected}`, async () => {
      await using server = await scriptedServer(script);
      const verdict = await checkKey({ baseUrl: server.origin, key }, patient);
      assert.equal(typeof verdict === 'string' ? verdict : verdict.unreachable.message, expected);
      assert.equal(server.seen[0]?.url, '/v1/models');
      assert.equal(server.seen[0].headers.authorization, `Bearer ${key}`);
      if (typeof verdict !== 'string') assert.equal(verdict.unreachable.charged, 'no');
    });
  }

  it('a closed port, or an origin that may not have the key, is unreachable', async () => {
    const closed = await checkKey({ baseUrl: await closedPort(), key }, patient);
    assert.ok(typeof closed === 'object');
    assert.equal(closed.unreachable.message, 'key.unreachable');
    const plain = await checkKey({ baseUrl: 'http://api.example.com', key }, patient);
    assert.ok(typeof plain === 'object');
    assert.equal(plain.unreachable.message, 'key.origin');
  });

  it('a key that cannot stand in a header is wrong without being sent', async () => {
    await using server = await scriptedServer(always(200, list));
    assert.equal(await checkKey({ baseUrl: server.origin, key: 'sk-a b' }, patient), 'wrong');
    assert.equal(server.seen.length, 0);
  });

  it('throws the abort and nothing else', async () => {
    const abort = new AbortController();
    await using server = await scriptedServer(() => abort.abort());
    await assert.rejects(checkKey({ baseUrl: server.origin, key }, abort.signal), isAbort);
  });
});
