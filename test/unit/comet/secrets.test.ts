import assert from 'node:assert/strict';
import { BrokenBody } from '../../../src/engine/ports.ts';
import { checkKey } from '../../../src/comet/account.ts';
import { providerWords } from '../../../src/core/redact.ts';
import { createCall, downloadCall, key, patient, taskCall, withProvider } from './calls.ts';
import { always, scriptedServer, type Script } from './scriptedServer.ts';

const signature = 'X-Amz-Signature=5ecre7';
const token = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ';
const words = `Key ${key} may not, nor sk-another_key_12345; see https://u:pw@cdn.example.com/${token}/clip.mp4?${signature}#${token}`;

/** Every text in what a call gave back. */
function told(outcome: unknown): string {
  return JSON.stringify(outcome);
}

function assertSilent(text: string): void {
  for (const secret of [key, 'another_key', signature, '5ecre7', token, 'u:pw'])
    assert.ok(!text.includes(secret), secret);
}

describe('secrets', () => {
  it('are taken out of the words of the provider, and the rest is left as it is', () => {
    const said = providerWords(words, key) ?? '';
    assertSilent(said);
    assert.equal(said, 'Key sk-… may not, nor sk-…; see https://cdn.example.com/…/clip.mp4?…');
    assert.equal(
      providerWords('Task-force risk-averse: see https://www.cometapi.com/pricing', key),
      'Task-force risk-averse: see https://www.cometapi.com/pricing',
    );
  });

  it('are taken out also where the key has another form', () => {
    assert.equal(providerWords('Bearer cmt.0123456789 is wrong', 'cmt.0123456789'), 'Bearer sk-… is wrong');
  });

  it('are taken out before the words are cut, so that none is left in part', () => {
    const said = providerWords(`${'x'.repeat(1_990)} ${key}`, key) ?? '';
    assert.ok(!said.includes('sk-secret'));
  });

  for (const status of [200, 302, 400, 401, 403, 429, 500, 503]) {
    it(`are in no outcome when the provider repeats them in an answer ${String(status)}`, async () => {
      const echo = always(
        status,
        { error: { message: words, code: words }, request_id: key, status: 'failed' },
        {
          'x-request-id': key,
          location: `https://cdn.example.com/?${signature}`,
        },
      );
      await using server = await scriptedServer(echo);
      await withProvider(async (provider) => {
        assertSilent(told(await provider.create(createCall(server.origin), patient)));
        assertSilent(told(await provider.status(taskCall(server.origin), patient)));
        assertSilent(told(await provider.download(downloadCall(server.origin), patient)));
        const link = `${server.origin}/${token}/clip.mp4?${signature}`;
        assertSilent(told(await provider.download(downloadCall(server.origin, { link }), patient)));
      });
      assertSilent(told(await checkKey({ baseUrl: server.origin, key }, patient)));
    });
  }

  it('are in no failure of a link that is not opened', async () => {
    const link = `http://cdn.example.com/${token}/clip.mp4?${signature}`;
    const outcome = await withProvider((provider) =>
      provider.download(downloadCall('https://x.example', { link }), patient),
    );
    assert.equal(outcome.kind, 'dead');
    assertSilent(told(outcome));
  });

  it('are in no error that a broken body throws', async () => {
    const breaking: Script = (_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '99' });
      response.write('....ftyp', () => response.socket?.destroy());
    };
    await using server = await scriptedServer(breaking);
    await withProvider(async (provider) => {
      const outcome = await provider.download(downloadCall(server.origin), patient);
      assert.ok(outcome.kind === 'bytes');
      await assert.rejects(
        async () => {
          for await (const _chunk of outcome.body);
        },
        (error) => {
          assert.ok(error instanceof BrokenBody);
          assertSilent(`${error.stack ?? ''} ${String(error.cause)} ${JSON.stringify(error.cause)}`);
          return true;
        },
      );
    });
  });
});
