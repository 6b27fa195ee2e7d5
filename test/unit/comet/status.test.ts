import assert from 'node:assert/strict';
import { isAbort } from '../../../src/core/errors.ts';
import type { StatusOutcome } from '../../../src/engine/ports.ts';
import { key, patient, taskCall, withProvider } from './calls.ts';
import { always, closedPort, scriptedServer, type Script } from './scriptedServer.ts';

const nowMs = Date.parse('2026-09-01T12:00:00Z');
const wrong = (code: string) => ({ error: { message: `no (request id: r1)`, code } });

async function outcomeOf(script: Script, limits = {}): Promise<StatusOutcome> {
  await using server = await scriptedServer(script);
  return await withProvider((provider) => provider.status(taskCall(server.origin), patient), {
    limits,
    now: () => nowMs,
  });
}

const misses: readonly (readonly [what: string, script: Script, failureClass: string, code: string])[] = [
  ['401', always(401, wrong('x')), 'key', 'status.key'],
  ['403', always(403, wrong('permission_denied')), 'key', 'status.key'],
  ['403 about quota', always(403, { message: 'user quota is not enough' }), 'no-balance', 'status.noBalance'],
  ['402', always(402, wrong('x')), 'no-balance', 'status.noBalance'],
  [
    '401 about the quota of the token',
    always(401, { message: "This token's quota is used up" }),
    'no-balance',
    'status.noBalance',
  ],
  [
    '401 about a quota in Chinese',
    always(401, { message: '该令牌额度已用尽' }),
    'no-balance',
    'status.noBalance',
  ],
  [
    'an error under its own id',
    always(200, { id: 'f1', name: 'bad_request', errors: ['no'] }),
    'request-invalid',
    'status.refused',
  ],
  [
    '400 that says in Chinese that the task is unknown',
    always(400, { message: '任务不存在' }),
    'unknown',
    'status.taskUnknown',
  ],
  ['403 with a page', always(403, '<html>blocked</html>'), 'provider-fault', 'status.unreadable'],
  [
    '400 task_not_exist',
    always(400, { code: 'task_not_exist', message: 'x' }),
    'unknown',
    'status.taskUnknown',
  ],
  [
    '200 task_not_exist',
    always(200, { code: 'task_not_exist', message: 'x' }),
    'unknown',
    'status.taskUnknown',
  ],
  [
    'a failed word about an unknown task',
    always(200, { status: 'failed', message: 'task not found' }),
    'unknown',
    'status.taskUnknown',
  ],
  ['404', always(404, wrong('x')), 'unknown', 'status.taskUnknown'],
  ['another 400', always(400, wrong('x')), 'request-invalid', 'status.refused'],
  ['429', always(429, wrong('x')), 'too-many-requests', 'status.tooMany'],
  ['500', always(500, wrong('x')), 'provider-fault', 'status.providerFault'],
  [
    '500 with a terminal word',
    always(500, { id: 'task_1', status: 'failed' }),
    'provider-fault',
    'status.providerFault',
  ],
  [
    '400 with a terminal word',
    always(400, { id: 'task_1', status: 'failed' }),
    'provider-fault',
    'status.unreadable',
  ],
  [
    'a call that says error without a task',
    always(200, { status: 'error', message: 'try later' }),
    'request-invalid',
    'status.refused',
  ],
  ['a page', always(200, '<html></html>'), 'provider-fault', 'status.unreadable'],
  ['an empty body', always(200), 'provider-fault', 'status.unreadable'],
  ['JSON about something else', always(200, { hello: 'world' }), 'provider-fault', 'status.unreadable'],
  ['a list', always(200, [1, 2, 3]), 'provider-fault', 'status.unreadable'],
  [
    'a redirect',
    always(302, { status: 'failed' }, { location: '/x' }),
    'provider-fault',
    'status.redirected',
  ],
  ['a reset', (request) => request.socket.resetAndDestroy(), 'network', 'status.broken'],
  [
    'half an answer',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '99' });
      response.write('{"status":"failed"', () => response.socket?.destroy());
    },
    'network',
    'status.broken',
  ],
];

describe('asking for the status', () => {
  it('asks with the key at the path of the task', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_abc123', status: 'queued' }));
    await withProvider((provider) => provider.status(taskCall(server.origin), patient));
    const [seen] = server.seen;
    assert.equal(`${seen?.method ?? ''} ${seen?.url ?? ''}`, 'GET /v1/videos/task_abc123');
    assert.equal(seen?.headers.authorization, `Bearer ${key}`);
  });

  it('asks for ids of every kind, percent-encoded', async () => {
    await using server = await scriptedServer(always(200, { status: 'queued' }));
    for (const id of ['a:b.c=d', 'x+y~z@1,2', 'a..b', 'x'.repeat(1_024), '12345678901234567890']) {
      await withProvider((provider) => provider.status(taskCall(server.origin, id), patient));
      assert.equal(server.seen.at(-1)?.url, `/v1/videos/${encodeURIComponent(id)}`);
    }
  });

  for (const [what, script, failureClass, code] of misses) {
    it(`${what} is a miss and says nothing about the job`, async () => {
      const outcome = await outcomeOf(script);
      assert.ok(outcome.kind === 'missed', outcome.kind);
      assert.equal(outcome.failure.class, failureClass);
      assert.equal(outcome.failure.message, code);
      assert.equal(outcome.failure.charged, 'unknown');
    });
  }

  it('no answer in time is a miss', async () => {
    const outcome = await outcomeOf(() => undefined, { connectMs: 1_500, headersMs: 20 });
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'status.timeout');
  });

  it('a silent body is a miss', async () => {
    const outcome = await outcomeOf(
      (_request, response) => {
        response.writeHead(200);
        response.write('{');
      },
      { answerMs: 20 },
    );
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'status.silent');
  });

  it('an endless body is left after the limit', async () => {
    const outcome = await outcomeOf(
      (_request, response) => {
        const pour = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
        };
        response.writeHead(200).on('drain', pour);
        pour();
      },
      { answerBytes: 100_000 },
    );
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'status.answerTooLarge');
  });

  it('a closed port is a miss', async () => {
    const origin = await closedPort();
    const outcome = await withProvider((provider) => provider.status(taskCall(origin), patient));
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'status.unreachable');
  });

  it('a connection that does not stand in time is a miss', async () => {
    const outcome = await withProvider(
      (provider) => provider.status(taskCall('http://127.0.0.1:1'), patient),
      {
        limits: { connectMs: 10 },
        connector: () => undefined,
      },
    );
    assert.ok(outcome.kind === 'missed');
    assert.equal(outcome.failure.message, 'status.connectTimeout');
  });

  it('a task id that could lead elsewhere is never put into a URL', async () => {
    await using server = await scriptedServer(always(200, { status: 'failed', id: 'x' }));
    for (const id of [
      '../models',
      '..',
      '.',
      '...',
      'a/b',
      'a\\b',
      'a?b',
      'a#b',
      'a%2fb',
      '',
      'x'.repeat(1_025),
    ]) {
      const outcome = await withProvider((provider) => provider.status(taskCall(server.origin, id), patient));
      assert.ok(outcome.kind === 'missed', id);
      assert.equal(outcome.failure.message, 'status.taskUnknown');
    }
    assert.equal(server.seen.length, 0);
  });

  it('does not follow a redirect with the key', async () => {
    await using other = await scriptedServer(always(200, { id: 'x', status: 'completed' }));
    await using server = await scriptedServer(always(307, '', { location: `${other.origin}/v1/videos/x` }));
    await withProvider((provider) => provider.status(taskCall(server.origin), patient));
    assert.equal(other.sockets.length, 0);
  });

  it('tells how long to wait, from seconds or a date', async () => {
    const seconds = await outcomeOf(always(429, wrong('x'), { 'retry-after': '3' }));
    assert.ok(seconds.kind === 'missed');
    assert.equal(seconds.retryAfterMs, 3_000);
    const date = await outcomeOf(always(503, wrong('x'), { 'retry-after': 'Tue, 01 Sep 2026 12:00:30 GMT' }));
    assert.ok(date.kind === 'missed');
    assert.equal(date.retryAfterMs, 30_000);
  });

  it('an end of the job brings the reason, its class and an unknown charge', async () => {
    const outcome = await outcomeOf(
      always(200, {
        id: 'task_1',
        status: 'failed',
        error: { code: 'moderation_blocked', message: 'No. (request id: r7)' },
      }),
    );
    assert.deepEqual(outcome, {
      kind: 'failed',
      failure: {
        class: 'prompt-refused',
        message: 'task.failed',
        providerMessage: 'No. (request id: r7)',
        requestId: 'r7',
        httpStatus: 200,
        charged: 'unknown',
      },
    });
  });

  it('an end without a reason is told as such', async () => {
    const outcome = await outcomeOf(always(200, { id: 'task_123', status: 'failed', progress: 100 }));
    assert.ok(outcome.kind === 'failed');
    assert.equal(outcome.failure.message, 'task.failedWithoutReason');
    assert.equal(outcome.failure.class, 'unknown');
  });

  it('a filtered result and a faulty back end are told apart', async () => {
    const ended = (reason: string) =>
      outcomeOf(always(200, { data: { status: 'FAILURE', fail_reason: reason } }));
    const filtered = await ended('The output video may contain sensitive information');
    assert.ok(filtered.kind === 'failed');
    assert.equal(filtered.failure.class, 'output-filtered');
    const fault = await ended('worker crashed');
    assert.ok(fault.kind === 'failed');
    assert.equal(fault.failure.class, 'provider-fault');
  });

  it('throws the abort at once: while connecting, before the headers, inside the body, and when it came before', async () => {
    const connecting = new AbortController();
    await assert.rejects(
      withProvider((provider) => provider.status(taskCall('http://127.0.0.1:1'), connecting.signal), {
        connector: () => connecting.abort(),
      }),
      isAbort,
    );

    const waiting = new AbortController();
    await using silent = await scriptedServer(() => waiting.abort(new Error('closing')));
    await assert.rejects(
      withProvider((provider) => provider.status(taskCall(silent.origin), waiting.signal)),
      isAbort,
    );

    const reading = new AbortController();
    await using slow = await scriptedServer((_request, response) => {
      response.writeHead(200);
      response.write('{', () => setImmediate(() => reading.abort()));
    });
    await assert.rejects(
      withProvider((provider) => provider.status(taskCall(slow.origin), reading.signal)),
      isAbort,
    );

    await assert.rejects(
      withProvider((provider) => provider.status(taskCall(slow.origin), AbortSignal.abort())),
      isAbort,
    );
    assert.equal(slow.seen.length, 1);
  });
});
