import assert from 'node:assert/strict';
import type { CreateOutcome } from '../../../src/engine/ports.ts';
import { createCall, patient, withProvider } from './calls.ts';
import { always, scriptedServer, type Script } from './scriptedServer.ts';

const html = '<!doctype html><html><body>Bad gateway</body></html>';
const error = (message: string, code = 'invalid_request') => ({
  error: { message: `${message} (request id: 20260901abc)`, type: 'comet_api_error', param: '', code },
});

async function outcomeOf(script: Script, limits = {}): Promise<CreateOutcome> {
  await using server = await scriptedServer(script);
  return await withProvider((provider) => provider.create(createCall(server.origin), patient), { limits });
}

type Row = readonly [
  what: string,
  script: Script,
  kind: CreateOutcome['kind'],
  failureClass?: string,
  code?: string,
];

const cut: Script = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"id":"task_', () => response.socket?.destroy());
};
const cutAfterId: Script = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"id":"task_abc","object":"vid', () => response.socket?.destroy());
};
const reset: Script = (request) => request.socket.resetAndDestroy();

const rows: readonly Row[] = [
  ['a flat answer with an id', always(200, { id: 'task_1', status: 'queued' }), 'accepted'],
  ['an id under task_id', always(200, { task_id: 'task_1' }), 'accepted'],
  ['an id inside data', always(200, { code: 'success', data: { task_id: 'task_1' } }), 'accepted'],
  ['an id deep inside', always(200, { result: [{ job: { task_id: 'task_1' } }] }), 'accepted'],
  ['an id with a status of error', always(500, { ...error('busy'), id: 'task_1' }), 'accepted'],
  ['an id with a status of refusal', always(400, { ...error('bad'), task_id: 'task_1' }), 'accepted'],
  ['an id with a 429', always(429, { ...error('slow down'), data: { id: 'task_1' } }), 'accepted'],
  ['an id in a redirect', always(302, { id: 'task_1' }, { location: '/elsewhere' }), 'accepted'],
  ['half an answer that already told the id', cutAfterId, 'accepted'],

  ['429 with words', always(429, error('too many')), 'tooMany', 'too-many-requests', 'create.tooMany'],
  ['429 with a page', always(429, html), 'uncertain', 'unknown', 'create.unreadable'],
  ['429 without a body', always(429), 'uncertain', 'unknown', 'create.unreadable'],

  ['400', always(400, error('seconds must be 4, 6 or 8')), 'refused', 'request-invalid', 'create.refused'],
  [
    '400 in the short form',
    always(400, { code: 'x', message: 'prompt is required' }),
    'refused',
    'request-invalid',
  ],
  [
    '400 about safety',
    always(400, error('Blocked by SAFETY system')),
    'refused',
    'prompt-refused',
    'create.promptRefused',
  ],
  ['400 by code of moderation', always(400, error('no', 'moderation_blocked')), 'refused', 'prompt-refused'],
  [
    '400 about content policy',
    always(400, error('violates our content policy')),
    'refused',
    'prompt-refused',
  ],
  [
    '400 about case-sensitive names',
    always(400, error('names are case-sensitive')),
    'refused',
    'request-invalid',
  ],
  [
    '400 about the image',
    always(400, error('input_reference must match')),
    'refused',
    'image-refused',
    'create.imageRefused',
  ],
  ['400 that wants a link', always(400, error('please provide reference_urls')), 'refused', 'image-refused'],
  ['400 on the wrong family', always(400, error('unsupported relay mode')), 'refused', 'model-unavailable'],
  ['401', always(401, error('Invalid token')), 'refused', 'key', 'create.key'],
  [
    '403 about quota',
    always(403, { code: null, message: 'user quota is not enough' }),
    'refused',
    'no-balance',
    'create.noBalance',
  ],
  [
    '403 about permission',
    always(403, error('no', 'permission_denied')),
    'refused',
    'model-unavailable',
    'create.modelUnavailable',
  ],
  [
    '403 for another reason',
    always(403, error('this address is not allowed')),
    'refused',
    'key',
    'create.key',
  ],
  [
    '404',
    always(404, error('The model x does not exist', 'model_not_found')),
    'refused',
    'model-unavailable',
  ],
  ['413', always(413, { message: 'body too large' }), 'refused', 'image-refused', 'create.tooLarge'],
  [
    '422 in a list of details',
    always(422, { detail: [{ loc: ['body'], msg: 'Field required' }] }),
    'refused',
    'request-invalid',
  ],
  [
    '500 with invalid_request',
    always(500, error('size is wrong')),
    'refused',
    'request-invalid',
    'create.refused',
  ],
  ['503 with model_not_found', always(503, error('x', 'model_not_found')), 'refused', 'model-unavailable'],
  [
    '503 without a channel',
    always(503, error('No available channel for model', 'e')),
    'refused',
    'model-unavailable',
  ],

  ['402', always(402, error('Insufficient Balance')), 'refused', 'no-balance', 'create.noBalance'],
  ['402 in other words', always(402, error('pay')), 'refused', 'no-balance', 'create.noBalance'],
  ['402 as a text', always(402, 'Insufficient Balance'), 'refused', 'no-balance', 'create.noBalance'],
  ['402 as a JSON text', always(402, '"Insufficient Balance"'), 'refused', 'no-balance', 'create.noBalance'],
  ['402 with a page', always(402, html), 'uncertain', 'unknown', 'create.unreadable'],
  ['409', always(409, error('conflict')), 'refused', 'request-invalid', 'create.refused'],
  ['451', always(451, error('not here')), 'refused', 'request-invalid', 'create.refused'],
  [
    '401 about the quota of the token',
    always(401, error("This token's quota is used up")),
    'refused',
    'no-balance',
    'create.noBalance',
  ],
  [
    '400 with an id of the error',
    always(400, { id: 'f1a2b3', name: 'bad_request', errors: ['prompt: is required'] }),
    'refused',
    'request-invalid',
    'create.refused',
  ],
  [
    '403 with an id of the error and the words in it',
    always(403, { id: 'f1a2b3', name: 'content_moderation', errors: ['Your request was flagged'] }),
    'refused',
    'prompt-refused',
  ],
  [
    '422 with an id and the HTTP status among its members',
    always(422, { id: 99, status: 422, error: 'seconds is wrong' }),
    'refused',
    'request-invalid',
  ],
  [
    '400 with an error and the id of a task',
    always(400, { id: 'task_1', error: 'no', name: 'bad_request' }),
    'accepted',
  ],
  ['400 with an error and a state', always(400, { id: 'task_1', error: 'no', status: 'queued' }), 'accepted'],
  ['429 with an id of the error', always(429, { id: 'f1', errors: ['slow down'] }), 'tooMany'],
  [
    'half a refusal whose id opens it',
    (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"id":"f1a2b3","name":"bad_req', () => response.socket?.destroy());
    },
    'uncertain',
    'network',
    'create.broken',
  ],
  ['400 with a page', always(400, html), 'uncertain', 'unknown', 'create.unreadable'],
  ['400 with JSON that says nothing', always(400, {}), 'uncertain', 'unknown', 'create.unreadable'],
  ['401 without a body', always(401), 'uncertain'],
  ['403 with a page', always(403, html, { 'content-type': 'text/html' }), 'uncertain'],
  ['408 with words', always(408, error('too slow')), 'uncertain', 'unknown', 'create.providerFault'],
  ['425 with words', always(425, error('too early')), 'uncertain', 'unknown', 'create.providerFault'],
  ['200 without an id', always(200, { status: 'queued' }), 'uncertain', 'unknown', 'create.noTaskId'],
  ['200 with an error', always(200, error('prompt is required')), 'uncertain', 'unknown', 'create.noTaskId'],
  [
    '200 with an id that is none',
    always(200, { id: '../../etc' }),
    'uncertain',
    'unknown',
    'create.noTaskId',
  ],
  ['200 with a page', always(200, html), 'uncertain', 'unknown', 'create.unreadable'],
  ['204', always(204), 'uncertain', 'unknown', 'create.unreadable'],
  ['a redirect', always(302, '', { location: '/login' }), 'uncertain', 'unknown', 'create.redirected'],
  [
    'a redirect that keeps the method',
    always(307, error('moved'), { location: '/v2/videos' }),
    'uncertain',
    'unknown',
    'create.redirected',
  ],
  [
    '500 for another reason',
    always(500, error('boom', 'internal')),
    'uncertain',
    'unknown',
    'create.providerFault',
  ],
  [
    '500 that only mentions invalid_request',
    always(500, error('upstream said invalid_request', 'x')),
    'uncertain',
  ],
  ['502 with a page', always(502, html), 'uncertain', 'unknown', 'create.unreadable'],
  [
    '503 for another reason',
    always(503, error('overloaded', 'busy')),
    'uncertain',
    'unknown',
    'create.providerFault',
  ],
  ['504', always(504, error('gateway time-out', 'x')), 'uncertain'],
  ['524', always(524, html), 'uncertain'],
  ['a reset after sending', reset, 'uncertain', 'network', 'create.broken'],
  ['half an answer', cut, 'uncertain', 'network', 'create.broken'],
];

describe('what follows a create request', () => {
  for (const [what, script, kind, failureClass, code] of rows) {
    it(`${what} means ${kind}`, async () => {
      const outcome = await outcomeOf(script);
      assert.equal(outcome.kind, kind);
      if (outcome.kind === 'accepted') {
        assert.match(outcome.taskId, /^task_/);
        return;
      }
      if (failureClass !== undefined) assert.equal(outcome.failure.class, failureClass);
      if (code !== undefined) assert.equal(outcome.failure.message, code);
      assert.equal(outcome.failure.charged, kind === 'uncertain' ? 'unknown' : 'no');
    });
  }

  it('no answer in time means uncertain', async () => {
    const outcome = await outcomeOf(() => undefined, { connectMs: 1_500, createHeadersMs: 20 });
    assert.ok(outcome.kind === 'uncertain');
    assert.equal(outcome.failure.message, 'create.timeout');
  });

  it('an answer that falls silent means uncertain', async () => {
    const outcome = await outcomeOf(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"status":');
      },
      { answerMs: 20 },
    );
    assert.ok(outcome.kind === 'uncertain');
    assert.equal(outcome.failure.message, 'create.silent');
  });

  it('an answer that falls silent after its JSON was complete still gives the task id', async () => {
    const outcome = await outcomeOf(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"id":"task_1"}');
      },
      { answerMs: 20 },
    );
    assert.deepEqual(outcome, { kind: 'accepted', taskId: 'task_1' });
  });

  it('an answer beyond the limit is not read to its end and means uncertain', async () => {
    const outcome = await outcomeOf(always(200, `{"status":"${'x'.repeat(5_000)}"}`), { answerBytes: 1_000 });
    assert.ok(outcome.kind === 'uncertain');
    assert.equal(outcome.failure.message, 'create.answerTooLarge');
  });

  it('a failure brings the words as they came, the request id and the status', async () => {
    const outcome = await outcomeOf(always(400, error('seconds must be 4, 6 or 8')));
    assert.ok(outcome.kind === 'refused');
    assert.equal(outcome.failure.providerMessage, 'seconds must be 4, 6 or 8 (request id: 20260901abc)');
    assert.equal(outcome.failure.requestId, '20260901abc');
    assert.equal(outcome.failure.httpStatus, 400);
  });

  it('very long words are cut at 2,000 characters', async () => {
    const outcome = await outcomeOf(always(400, { message: 'x'.repeat(9_000) }));
    assert.ok(outcome.kind === 'refused');
    assert.equal(outcome.failure.providerMessage?.length, 2_000);
  });

  it('a 429 tells how long to wait', async () => {
    const outcome = await outcomeOf(always(429, error('slow down'), { 'retry-after': '17' }));
    assert.ok(outcome.kind === 'tooMany');
    assert.equal(outcome.retryAfterMs, 17_000);
  });
});
