import assert from 'node:assert/strict';
import { findModel } from '../../../src/core/catalogue/catalogue.ts';
import { chatOutcome } from '../../../src/comet/chatTasks.ts';
import type { LinkKeeper } from '../../../src/comet/linkKeeper.ts';
import { createCall, key, patient, taskCall, withProvider } from './calls.ts';
import { always, scriptedServer } from './scriptedServer.ts';

const model = findModel('veo3.1-all') ?? assert.fail('veo3.1-all is in the catalogue');
const said = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\ndata: [DONE]\n\n`;

function keeper(): LinkKeeper & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    keep: (id, link) => Promise.resolve(void kept.set(id, link)),
    read: (id) => Promise.resolve(kept.get(id)),
  };
}

async function answered(content: string, isLocal = false) {
  await using server = await scriptedServer(
    always(200, said(content), { 'content-type': 'text/event-stream' }),
  );
  const links = keeper();
  const endpoint = { baseUrl: server.origin, key, keyFingerprint: 'fp', isLocal };
  const outcome = await withProvider(
    (provider) => provider.create(createCall(server.origin, { model, endpoint }), patient),
    { links },
  );
  return { outcome, kept: [...links.kept.values()] };
}

describe('a chat that was paid for', () => {
  it('keeps the link that may be opened', async () => {
    const link = 'https://cdn.example.com/clip.mp4?sig=1';
    for (const content of [
      `**${link}**.`,
      `http://cdn.example.com/clip.mp4 or ${link}`,
      `${link} or http://cdn.example.com/clip.mp4`,
    ]) {
      const { outcome, kept } = await answered(content);
      assert.equal(outcome.kind, 'accepted', content);
      assert.deepEqual(kept, [link]);
    }
  });

  const reply = (content: string) =>
    ({ kind: 'answered', reply: { httpStatus: 200, text: said(content), end: 'whole' } }) as const;
  const asked = { call: 'create', key, nowMs: 0, charged: 'unknown' } as const;
  for (const link of [
    'http://cdn.example.com/clip.mp4?sig=s3cret',
    'https://me:word@cdn.example.com/clip.mp4',
    'https://192.168.1.7/clip.mp4',
    'https://127.0.0.1/clip.mp4',
    'https://printer.local/clip.mp4',
  ]) {
    it(`says at once that ${link} is not opened, and keeps the money in sight`, async () => {
      const links = keeper();
      const provider = { baseUrl: 'https://api.example.com', isLocal: false };
      const outcome = await chatOutcome(reply(`**${link}**`), 'job-1', links, provider, asked);
      assert.ok(outcome.kind === 'uncertain');
      assert.equal(outcome.failure.message, 'create.unsafeLink');
      assert.equal(outcome.failure.charged, 'unknown');
      assert.ok(!JSON.stringify(outcome.failure).includes('s3cret'));
      assert.deepEqual([...links.kept], []);
      const other = `${link} or https://cdn.example.com/b.mp4`;
      assert.equal((await chatOutcome(reply(other), 'job-1', links, provider, asked)).kind, 'accepted');
    });
  }

  it('may be about a link into the network in which the provider lies itself', async () => {
    const provider = { baseUrl: 'https://10.1.1.1', isLocal: false };
    const content = 'https://10.1.1.2/clip.mp4';
    assert.equal((await chatOutcome(reply(content), 'job-1', keeper(), provider, asked)).kind, 'accepted');
  });

  it('opens links of this machine where the provider runs here', async () => {
    const { outcome } = await answered('http://127.0.0.1:9/clip.mp4', true);
    assert.equal(outcome.kind, 'accepted');
  });

  it('without a link is uncertain at once', async () => {
    const { outcome } = await answered('I cannot do that.');
    assert.ok(outcome.kind === 'uncertain');
  });

  it('is done as soon as it is asked about, and a link that is gone is a miss', async () => {
    const links = keeper();
    links.kept.set('job-1', 'https://cdn.example.com/clip.mp4');
    await withProvider(
      async (provider) => {
        const known = { ...taskCall('https://api.example.com', 'chat_job-1'), dialect: 'chat' } as const;
        assert.equal((await provider.status(known, patient)).kind, 'done');
        assert.equal((await provider.status({ ...known, taskId: 'chat_job-2' }, patient)).kind, 'missed');
      },
      { links },
    );
  });
});
