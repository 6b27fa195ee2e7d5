import assert from 'node:assert/strict';
import type { DialectId, Model } from '../../../src/core/catalogue/model.ts';
import { sizes } from '../../../src/core/catalogue/sizes.ts';
import { completeRequest } from '../../../src/core/defaults.ts';
import { isSendable, preflight } from '../../../src/core/preflight.ts';
import { quoteClip } from '../../../src/core/quote.ts';
import type { Dialect } from '../../../src/comet/dialects/dialect.ts';
import { dialects } from '../../../src/comet/dialects/registry.ts';
import { readTaskStatus } from '../../../src/comet/dialects/taskStatus.ts';
import { encodeJson } from '../../../src/comet/encodedBody.ts';
import { withModel } from '../core/catalogue/withModel.ts';
import { createCall, key, patient, taskCall, withProvider } from './calls.ts';
import { scriptedServer } from './scriptedServer.ts';

/** All that a new family of endpoints needs: how it is spoken … */
const lantern: Dialect = {
  headers: { 'x-lantern': '1' },
  createPath: () => '/lantern/clips',
  statusPaths: () => ['/lantern/clips/{id}'],
  createBody: ({ request, model }) =>
    encodeJson({ engine: model.id, text: request.prompt, length: request.seconds }),
  readTaskId: (answer) => {
    const ticket: unknown = Reflect.get(Object(answer), 'ticket');
    return typeof ticket === 'string' ? ticket : undefined;
  },
  readStatus: (answer) => readTaskStatus(answer, (one) => String(Reflect.get(Object(one), 'ticket'))),
};

/** … and what its models can do. */
const lantern1: Model = {
  id: 'lantern-1',
  label: 'Lantern 1',
  family: 'Lantern',
  dialect: 'lantern' as DialectId,
  lifecycle: { stage: 'available' },
  seconds: { kind: 'set', values: [3, 6] },
  sizes: sizes('720p', { '16:9': '1280x720' }),
  images: {
    roles: {},
    max: 0,
    types: [],
    maxBytes: 0,
    lastNeedsFirst: false,
    framesExcludeReferences: false,
  },
  audio: 'never',
  maxPromptCharacters: 100,
  contentEndpoint: false,
  pricing: { rates: [{ microUsdPerSecond: 10_000, kind: 'listed' }], source: 'its makers', date: '2026-11' },
  notes: [],
};

describe('a family that nobody knew', () => {
  const registry = dialects as Record<string, Dialect>;
  beforeEach(() => {
    registry.lantern = lantern;
  });
  afterEach(() => {
    delete registry.lantern;
  });

  it('needs one dialect and one entry of the catalogue to be asked, watched and priced', async () => {
    using _entry = withModel(lantern1);
    await using server = await scriptedServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        request.method === 'POST'
          ? '{"ticket":"t-1"}'
          : '{"ticket":"t-1","status":"done","output":["https://cdn.example.com/clip.mp4"]}',
      );
    });
    const request = completeRequest({ prompt: 'A lantern' }, lantern1);
    assert.ok(isSendable(preflight(request, lantern1, [])));
    assert.equal(quoteClip(request, lantern1).microUsd, 30_000);
    await withProvider(async (provider) => {
      const call = createCall(server.origin, { request, model: lantern1 });
      assert.deepEqual(await provider.create(call, patient), { kind: 'accepted', taskId: 't-1' });
      const task = { ...taskCall(server.origin, 't-1'), dialect: lantern1.dialect };
      assert.deepEqual(await provider.status(task, patient), {
        kind: 'done',
        link: 'https://cdn.example.com/clip.mp4',
      });
    });
    const [create, status] = server.seen;
    assert.equal(create?.url, '/lantern/clips');
    assert.equal(create.headers['x-lantern'], '1');
    assert.equal(create.headers.authorization, `Bearer ${key}`);
    assert.equal(status?.url, '/lantern/clips/t-1');
  });
});
