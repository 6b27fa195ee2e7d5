import assert from 'node:assert/strict';
import { World } from './world.ts';

describe('what is heard of the provider', () => {
  it('is a line for each create request, question and download, without a link, a key or a prompt', async () => {
    const world = await World.make();
    const window = await world.window('w1');
    await window.engine.submit(world.submission({ prompt: 'A secret boat' }));
    await world.until(async () => (await window.engine.list({ limit: 1 }))[0]?.state === 'saved');
    const lines = world.debugged.map((line) => line.replace(/\d+ ms$/, 'n ms'));
    assert.match(lines[0] ?? '', /^create veo3\.1-fast task_\w+ · accepted · n ms$/);
    assert.ok(lines.some((line) => /^status task_\w+ · done · n ms$/.test(line)));
    assert.ok(lines.some((line) => /^download task_\w+ · bytes · n ms$/.test(line)));
    assert.deepEqual(
      lines.filter((line) => /https?:|sk-world|secret boat/.test(line)),
      [],
    );
    await world.close();
  });

  it('names why a call brought nothing, and a log that breaks breaks nothing', async () => {
    const world = await World.make();
    const window = await world.window('w1');
    world.script.create = () =>
      Promise.resolve({
        kind: 'refused',
        failure: {
          class: 'prompt-refused',
          message: 'create.promptRefused',
          providerMessage: 'words',
          httpStatus: 400,
          requestId: 'r1',
          charged: 'no',
        },
      });
    const lines: string[] = [];
    world.debugged.push = (...given) => {
      lines.push(...given);
      throw new Error('closed');
    };
    await window.engine.submit(world.submission());
    await world.until(async () => (await window.engine.list({ limit: 1 }))[0]?.state === 'failed');
    assert.match(
      lines[0] ?? '',
      /^create veo3\.1-fast · refused · prompt-refused \/ create\.promptRefused · status 400 · request id r1 · \d+ ms$/,
    );
    await world.close();
  });
});
