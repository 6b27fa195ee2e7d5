import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { isAbort } from '../../../src/core/errors.ts';
import { directConnector, type Connector } from '../../../src/comet/connector.ts';
import { createCall, image, key, patient, request, withProvider, taskCall } from './calls.ts';
import { always, closedPort, scriptedServer } from './scriptedServer.ts';

/** Connects only when told, and tells when the socket was closed. */
function lateConnector(start: Promise<unknown>, onClosed: (value: undefined) => void): Connector {
  const direct = directConnector(1_000);
  return (options, callback) => {
    void start.then(() =>
      direct(options, (error, socket) => {
        if (error) {
          callback(error, null);
          return;
        }
        socket.on('close', () => onClosed(undefined));
        callback(null, socket);
      }),
    );
  };
}

describe('sending a create request', () => {
  it('sends the fields as multipart with the key, and images as files in the order first, last, references', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const images = [
      image('reference', 'c.png', 'C'),
      image('last', 'b "x".png', 'B'),
      image('first', 'a.png', 'A'),
    ];
    await withProvider((provider) => provider.create(createCall(server.origin, { images }), patient));
    const [seen] = server.seen;
    assert.ok(seen);
    assert.equal(`${seen.method} ${seen.url}`, 'POST /v1/videos');
    assert.equal(seen.headers.authorization, `Bearer ${key}`);
    assert.equal(seen.headers['content-length'], String(seen.body.length));
    const form = await new Response(new Uint8Array(seen.body), {
      headers: { 'content-type': seen.headers['content-type'] ?? '' },
    }).formData();
    const fields = [...form].filter(([name]) => name !== 'input_reference');
    assert.deepEqual(Object.fromEntries(fields), {
      model: 'veo3.1-fast',
      prompt: request.prompt,
      seconds: '8',
      size: '1280x720',
    });
    const files = form.getAll('input_reference').filter((part) => part instanceof File);
    assert.deepEqual(
      await Promise.all(files.map(async (file) => [file.name, file.type, await file.text()])),
      [
        ['a.png', 'image/png', 'A'],
        ['b "x".png', 'image/png', 'B'],
        ['c.png', 'image/png', 'C'],
      ],
    );
  });

  it('is multipart even without a file', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    await withProvider((provider) => provider.create(createCall(server.origin), patient));
    assert.match(server.seen[0]?.headers['content-type'] ?? '', /^multipart\/form-data; boundary=/);
  });

  it('uses a connection of its own each time, so that a stale one cannot cause doubt', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1', status: 'queued' }));
    await withProvider(async (provider) => {
      const task = taskCall(server.origin, 'task_1');
      await provider.status(task, patient);
      assert.equal(server.sockets.length, 1);
      await provider.create(createCall(server.origin), patient);
      assert.equal(server.sockets.length, 2);
      await provider.create(createCall(server.origin), patient);
      assert.equal(server.sockets.length, 3);
      await provider.status(task, patient);
      assert.equal(server.sockets.length, 3, 'status calls share a kept connection');
    });
    assert.equal(server.seen[1]?.headers.connection, 'close');
  });

  it('sends once, whatever the server does with the connection', async () => {
    await using server = await scriptedServer((incoming) => incoming.socket.destroy());
    const outcome = await withProvider((provider) => provider.create(createCall(server.origin), patient));
    assert.equal(outcome.kind, 'uncertain');
    assert.equal(server.seen.length, 1);
    assert.equal(server.sockets.length, 1);
  });

  it('sends no byte where the permission was withdrawn while connecting', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    let asked = 0;
    const mayStillSend = () => {
      asked += 1;
      return false;
    };
    const outcome = await withProvider(async (provider) => {
      const first = await provider.create(createCall(server.origin, { mayStillSend }), patient);
      // The server takes connections in their order: once this one is answered, the first has been seen.
      await provider.status(taskCall(server.origin, 'task_1'), patient);
      return first;
    });
    assert.ok(outcome.kind === 'unsent');
    assert.equal(outcome.failure.message, 'create.tooLate');
    assert.equal(outcome.failure.charged, 'no');
    assert.equal(asked, 1);
    assert.deepEqual(
      server.seen.map((seen) => seen.method),
      ['GET'],
    );
    assert.equal(server.sockets[0]?.bytesRead, 0);
  });

  it('asks for the permission only when the connection stands', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const order: string[] = [];
    const direct = directConnector(1_000);
    await withProvider(
      (provider) =>
        provider.create(
          createCall(server.origin, {
            mayStillSend: () => {
              order.push('asked');
              return true;
            },
          }),
          patient,
        ),
      {
        connector: (options, callback) =>
          direct(options, (error, socket) => {
            order.push('connected');
            if (error) callback(error, null);
            else callback(null, socket);
          }),
      },
    );
    assert.deepEqual(order, ['connected', 'asked']);
  });

  it('takes a check that throws for a no', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const mayStillSend = () => {
      throw new Error('the database is busy');
    };
    const outcome = await withProvider((provider) =>
      provider.create(createCall(server.origin, { mayStillSend }), patient),
    );
    assert.equal(outcome.kind, 'unsent');
    assert.equal(server.seen.length, 0);
  });

  it('is unsent where nothing listens', async () => {
    const origin = await closedPort();
    const outcome = await withProvider((provider) => provider.create(createCall(origin), patient));
    assert.ok(outcome.kind === 'unsent');
    assert.equal(outcome.failure.message, 'create.unreachable');
    assert.equal(outcome.failure.class, 'network');
  });

  it('is unsent where TLS fails, because the other side does not speak it', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const origin = server.origin.replace('http:', 'https:');
    const outcome = await withProvider((provider) => provider.create(createCall(origin), patient));
    assert.equal(outcome.kind, 'unsent');
    assert.equal(server.seen.length, 0);
  });

  it('is unsent where the connection does not stand in time; when it stands later it is closed unused', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const late = Promise.withResolvers<undefined>();
    const closed = Promise.withResolvers<undefined>();
    const outcome = await withProvider((provider) => provider.create(createCall(server.origin), patient), {
      limits: { connectMs: 10 },
      connector: lateConnector(late.promise, closed.resolve),
    });
    assert.ok(outcome.kind === 'unsent');
    assert.equal(outcome.failure.message, 'create.connectTimeout');
    late.resolve(undefined);
    await closed.promise;
    assert.equal(server.bytesRead(), 0);
  });

  it('is unsent where the caller gives up while connecting, and asks for no permission afterwards', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const abort = new AbortController();
    const late = Promise.withResolvers<undefined>();
    const closed = Promise.withResolvers<undefined>();
    let asked = 0;
    const mayStillSend = () => {
      asked += 1;
      return true;
    };
    const connect = lateConnector(late.promise, closed.resolve);
    const call = createCall(server.origin, { mayStillSend });
    const outcome = await withProvider((provider) => provider.create(call, abort.signal), {
      connector: (options, callback) => {
        connect(options, callback);
        abort.abort();
      },
    });
    assert.ok(outcome.kind === 'unsent');
    assert.equal(outcome.failure.message, 'create.aborted');
    late.resolve(undefined);
    await closed.promise;
    assert.equal(asked, 0);
    assert.equal(server.bytesRead(), 0);
  });

  it('never connects a second time, also where the HTTP layer would', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const direct = directConnector(1_000);
    let connections = 0;
    const outcome = await withProvider((provider) => provider.create(createCall(server.origin), patient), {
      connector: (options, callback) =>
        direct(options, (error, socket) => {
          connections += 1;
          if (error) {
            callback(error, null);
            return;
          }
          // undici takes this error for one after which it may connect again.
          const errored = Object.assign(new Error('closed'), { code: 'UND_ERR_SOCKET' });
          if (connections === 1) Object.defineProperty(socket, 'errored', { value: errored });
          callback(null, socket);
        }),
    });
    assert.equal(outcome.kind, 'uncertain');
    assert.equal(connections, 1);
    assert.equal(server.seen.length, 0);
  });

  it('throws the abort where something may have left', async () => {
    const abort = new AbortController();
    await using server = await scriptedServer(() => abort.abort('window closed'));
    const call = withProvider((provider) => provider.create(createCall(server.origin), abort.signal));
    await assert.rejects(call, (error) => isAbort(error));
  });

  it('is uncertain where the connection breaks at the first byte of the request', async () => {
    const server = createServer((socket) =>
      socket.on('error', () => undefined).once('data', () => socket.resetAndDestroy()),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const call = createCall(`http://127.0.0.1:${String(port)}`);
    const outcome = await withProvider((provider) => provider.create(call, patient));
    server.close();
    assert.equal(outcome.kind, 'uncertain');
  });

  it('is unsent where the connection was already gone when it was to be handed over', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const direct = directConnector(1_000);
    const outcome = await withProvider((provider) => provider.create(createCall(server.origin), patient), {
      connector: (options, callback) =>
        direct(options, (error, socket) => {
          if (error) callback(error, null);
          else callback(null, socket.destroy());
        }),
    });
    assert.equal(outcome.kind, 'unsent');
    assert.equal(server.seen.length, 0);
  });

  it('refuses without sending where an image cannot be read, or the model has no such size', async () => {
    await using server = await scriptedServer(always(200, { id: 'task_1' }));
    const broken = { ...image('first', 'a.png', 'A'), read: () => Promise.reject(new Error('gone')) };
    await withProvider(async (provider) => {
      const unreadable = await provider.create(createCall(server.origin, { images: [broken] }), patient);
      assert.ok(unreadable.kind === 'refused');
      assert.equal(unreadable.failure.message, 'create.imageUnreadable');
      const odd = { ...request, aspectRatio: '7:3' };
      const unsupported = await provider.create(createCall(server.origin, { request: odd }), patient);
      assert.ok(unsupported.kind === 'refused');
      assert.equal(unsupported.failure.message, 'create.unsupported');
    });
    assert.equal(server.sockets.length, 0);
  });

  it('never takes the key over plain http to another machine, nor a key that cannot stand in a header', async () => {
    await withProvider(async (provider) => {
      const plain = await provider.create(createCall('http://api.example.com'), patient);
      assert.ok(plain.kind === 'refused');
      assert.equal(plain.failure.message, 'create.origin');
      const call = createCall('https://api.example.com');
      const odd = await provider.create(
        { ...call, endpoint: { ...call.endpoint, key: 'sk-a\r\nx: y' } },
        patient,
      );
      assert.ok(odd.kind === 'refused');
      assert.equal(odd.failure.message, 'create.key');
    });
  });
});
