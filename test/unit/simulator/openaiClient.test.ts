/* eslint-disable @typescript-eslint/no-deprecated -- the endpoint lives on at CometAPI, whatever became of its maker's own */
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import { imageBytes, key, newWorld, sample } from './simulatorWorld.ts';

/** A client of `/v1/videos` that was not written for the simulator, nor by the same hands. */
describe('the simulator, asked by the openai client', () => {
  it('makes a clip of a prompt and an image, whose bytes are those of its content endpoint', async () => {
    await using world = await newWorld();
    const client = new OpenAI({ apiKey: key, baseURL: `${world.origin}/v1`, maxRetries: 0 });
    const made = await client.videos.create({
      model: 'veo3.1-fast',
      prompt: 'A fox in the snow',
      seconds: '4',
      size: '1280x720',
      input_reference: await toFile(imageBytes('image/png', 'a.png'), 'a.png', { type: 'image/png' }),
    });
    assert.equal(made.object, 'video');
    assert.equal(made.status, 'queued');
    assert.deepEqual(world.simulator.log.at(-1)?.fields, {
      model: 'veo3.1-fast',
      prompt: 'A fox in the snow',
      seconds: '4',
      size: '1280x720',
    });
    world.clock.nowMs += 10_000;
    const running = await client.videos.retrieve(made.id);
    assert.equal(running.status, 'in_progress');
    assert.ok(running.progress > 0 && running.progress < 100);
    world.clock.nowMs += 60_000;
    assert.equal((await client.videos.retrieve(made.id)).status, 'completed');
    const bytes = Buffer.from(await (await client.videos.downloadContent(made.id)).arrayBuffer());
    assert.ok(bytes.subarray(0, sample.length).equals(Buffer.from(sample)));
  });

  it('gets errors that it understands', async () => {
    await using world = await newWorld();
    const client = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${world.origin}/v1`, maxRetries: 0 });
    const order = { model: 'veo3.1-fast' as never, prompt: 'A fox', seconds: '5' as never };
    await assert.rejects(client(key).videos.create(order), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.equal(error.code, 'invalid_request');
      return true;
    });
    await assert.rejects(client('sk-invalid0123456789').videos.create(order), OpenAI.AuthenticationError);
    assert.equal(world.simulator.stats.tasks, 0);
  });
});
