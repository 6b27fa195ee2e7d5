import assert from 'node:assert/strict';
import type { Connector } from '../../../src/comet/connector.ts';
import type { EditorFetch } from '../../../src/comet/editorFetch.ts';
import { createCall, key, patient, taskCall, withProvider } from './calls.ts';
import { type ScriptedServer, scriptedServer } from './scriptedServer.ts';

const origin = 'https://api.cometapi.test';

/** Our own way leads nowhere. */
const noWay: Connector = (_options, callback) => {
  callback(Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' }), null);
};

/** Stands for an editor whose fetch knows the way: over a real socket to the server of the test. */
const editorWay = (server: ScriptedServer) => (): EditorFetch => (url, init) =>
  fetch(
    url.replace(origin, () => server.origin),
    init,
  );

const answering = () =>
  scriptedServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.method === 'POST' ? '{"id":"task_1"}' : '{"id":"task_1","status":"queued"}');
  });
const seen = (server: ScriptedServer) =>
  server.seen.map(({ method, url, headers }) => `${method} ${url} ${headers.authorization ?? '-'}`);

describe('the editor’s own fetch', () => {
  it('is chosen by a GET without a key before anything is posted, and is taken from then on', async () => {
    await using server = await answering();
    await withProvider(
      async (provider) => {
        const outcome = await provider.create(createCall(origin), patient);
        assert.deepEqual(outcome, { kind: 'accepted', taskId: 'task_1' });
        await provider.create(createCall(origin), patient);
        assert.equal((await provider.status(taskCall(origin), patient)).kind, 'running');
      },
      { connector: noWay, editorFetch: editorWay(server) },
    );
    assert.deepEqual(seen(server), [
      'GET /v1/models -',
      `POST /v1/videos Bearer ${key}`,
      'GET /v1/models -',
      `POST /v1/videos Bearer ${key}`,
      `GET /v1/videos/task_abc123 Bearer ${key}`,
    ]);
  });

  it('is not asked where our own way leads there, nor for this machine', async () => {
    await using server = await answering();
    const editorFetch = () => () => Promise.reject(new Error('It was asked.'));
    const outcome = await withProvider((provider) => provider.create(createCall(server.origin), patient), {
      editorFetch,
    });
    assert.equal(outcome.kind, 'accepted');
    assert.equal(server.seen.length, 1);
  });

  it('lets nothing leave where neither way leads there', async () => {
    const outcome = await withProvider((provider) => provider.create(createCall(origin), patient), {
      connector: noWay,
      editorFetch: () => () => Promise.reject(new TypeError('fetch failed')),
    });
    assert.ok(outcome.kind === 'unsent');
    assert.equal(outcome.failure.charged, 'no');
  });

  it('is asked for no second try of a POST that broke: that is uncertain', async () => {
    await using server = await scriptedServer((request, response) => {
      if (request.method === 'POST') request.socket.destroy();
      else response.end('{}');
    });
    const outcome = await withProvider((provider) => provider.create(createCall(origin), patient), {
      connector: noWay,
      editorFetch: editorWay(server),
    });
    assert.equal(outcome.kind, 'uncertain');
    assert.equal(server.seen.filter(({ method }) => method === 'POST').length, 1);
  });

  it('posts nothing where the permission was withdrawn', async () => {
    await using server = await answering();
    const outcome = await withProvider(
      (provider) => provider.create(createCall(origin, { mayStillSend: () => false }), patient),
      { connector: noWay, editorFetch: editorWay(server) },
    );
    assert.equal(outcome.kind, 'unsent');
    assert.deepEqual(seen(server), ['GET /v1/models -']);
  });

  it('sends no second time by itself, not even after the one answer for which fetch would', async () => {
    await using server = await scriptedServer((request, response) => {
      response.writeHead(request.method === 'POST' ? 421 : 200).end('{}');
    });
    await withProvider((provider) => provider.create(createCall(origin), patient), {
      connector: noWay,
      editorFetch: editorWay(server),
    });
    assert.equal(server.seen.filter(({ method }) => method === 'POST').length, 1);
    assert.equal(
      server.seen.find(({ method }) => method === 'POST')?.headers['transfer-encoding'],
      undefined,
    );
  });

  it('is found by the first question about a job of an earlier session, too', async () => {
    await using server = await answering();
    const outcome = await withProvider((provider) => provider.status(taskCall(origin), patient), {
      connector: noWay,
      editorFetch: editorWay(server),
    });
    assert.equal(outcome.kind, 'running');
    assert.equal(server.seen.length, 1);
  });

  it('is no way round a certificate that does not hold', async () => {
    await using server = await answering();
    const broken: Connector = (_options, callback) => {
      callback(Object.assign(new Error('tls'), { code: 'CERT_HAS_EXPIRED' }), null);
    };
    const outcome = await withProvider((provider) => provider.create(createCall(origin), patient), {
      connector: broken,
      editorFetch: editorWay(server),
    });
    assert.equal(outcome.kind, 'unsent');
    assert.deepEqual(seen(server), []);
  });

  it('follows no redirect', async () => {
    await using server = await scriptedServer((_request, response) => {
      response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
    });
    const outcome = await withProvider((provider) => provider.create(createCall(origin), patient), {
      connector: noWay,
      editorFetch: editorWay(server),
    });
    assert.ok(outcome.kind === 'uncertain');
    assert.equal(outcome.failure.message, 'create.redirected');
    assert.equal(server.seen.length, 2);
  });
});
