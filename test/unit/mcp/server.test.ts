import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { makeJob } from '../core/makeJob.ts';
import { AgentsMachine, call } from './agentClient.ts';

const newest = '2026-07-28';

const harbour = `---
model: veo3.1-fast
---

# Harbour

A harbour at dawn.
`;

describe('the MCP server', () => {
  let machine: AgentsMachine;

  beforeEach(async () => {
    machine = await AgentsMachine.make();
  });

  afterEach(async () => {
    await machine.remove();
  });

  for (const [name, mode, version] of [
    ['the newest revision of the protocol', { pin: newest }, newest],
    ['the one before', 'legacy', '2025-11-25'],
  ] as const)
    it(`speaks ${name}`, async () => {
      await machine.write('harbour.video.md', harbour);
      const client = await machine.connect(mode);
      assert.equal(client.getNegotiatedProtocolVersion(), version);
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map((tool) => [tool.name, tool.annotations?.readOnlyHint]),
        [
          ['models', true],
          ['estimate', true],
          ['check', true],
          ['status', true],
        ],
      );
      const { data, isError } = await call(client, 'check', { file: 'harbour.video.md' });
      assert.equal(isError, false);
      assert.deepEqual(
        (data.clips as readonly { id: string; state: string }[]).map(({ id, state }) => [id, state]),
        [['.', 'missing']],
      );
    });

  it('opens nothing that was never used, and prices by what we ship with', async () => {
    const client = await machine.connect();
    const { text: words, isError } = await call(client, 'estimate', {
      prompt: 'A harbour',
      model: 'veo3.1-fast',
    });
    assert.equal(isError, false, words);
    assert.match(words, /waits until the user confirms this price in VS Code/);
    const { text: jobs } = await call(client, 'status', {});
    assert.equal(jobs, 'There are no jobs.');
    assert.equal(existsSync(machine.storage), false);
  });

  it('tells how the jobs of the editor stand, and changes nothing of them', async () => {
    const store = await machine.openStore();
    try {
      await store.admit([makeJob({ id: 'job-7' })], {});
      const before = await store.get('job-7');
      const client = await machine.connect();
      const { text: words } = await call(client, 'status', { jobs: ['job-7'] });
      assert.match(words, /^job-7: /);
      assert.deepEqual(await store.get('job-7'), before);
    } finally {
      store.close();
    }
  });

  it('answers what it cannot read in words, and goes on', async () => {
    await machine.write('harbour.video.md', harbour);
    const client = await machine.connect();
    for (const [name, input, words] of [
      ['check', {}, /file/],
      ['check', { file: 7 }, /file/],
      ['check', { file: '../outside.video.md' }, /outside the workspace folder/],
      ['check', { file: '/etc/passwd' }, /passwd/],
      ['check', { file: 'nowhere.video.md' }, /nowhere\.video\.md/],
      ['status', { jobs: ['nobody'] }, /./],
      ['estimate', { prompt: 'x', firstFrame: '../../secret.png' }, /outside the workspace folder/],
      ['estimate', { prompt: 'x'.repeat(3_000_000) }, /prompt/],
    ] as const) {
      const { text: said, isError } = await call(client, name, input);
      assert.equal(isError, true, name);
      assert.match(said, words);
    }
    await assert.rejects(call(client, 'render', {}), /no such tool/i);
    assert.equal((await call(client, 'check', { file: 'harbour.video.md' })).isError, false);
  });

  it('writes nothing but the protocol, whatever comes in', async () => {
    const server = spawn(process.execPath, [...machine.serverArguments], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
    const written = text(server.stdout);
    const ping = (id: number) => `${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n`;
    server.stdin.write(
      `${JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      })}\n`,
    );
    server.stdin.write('no JSON at all\n{"jsonrpc":"2.0"}\n[]\nnull\n{"a":\n\u0000\n');
    server.stdin.write(ping(2));
    server.stdin.end();
    assert.equal(await ended, 0);
    const answers = (await written)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { jsonrpc: string; id?: number });
    assert.ok(answers.every(({ jsonrpc }) => jsonrpc === '2.0'));
    assert.ok([1, 2].every((id) => answers.some((answer) => answer.id === id)));
  });
});
