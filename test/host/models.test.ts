import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import { models } from '../../src/core/catalogue/catalogue.ts';
import { quoteClip } from '../../src/core/quote.ts';
import { completeRequest } from '../../src/core/defaults.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { activate, folder, offerRenders, pngHeader } from './world.ts';

/** What nobody has to be asked about: a published price, and a task id. */
const unasked = models.filter((model) => {
  const isPriced = quoteClip(completeRequest({ prompt: 'x' }, model), model).microUsd !== undefined;
  return isPriced && model.lifecycle.stage !== 'retired' && model.isFragile !== true;
});

describe('every model', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;
  before(async () => {
    ({ provider, stop } = await offerRenders());
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), 'model.png'), pngHeader(1280, 720));
    api = await activate();
  });
  after(async () => {
    await stop();
  });

  for (const model of unasked) {
    it(`${model.id} makes a clip, with one create request`, async () => {
      const { creates } = provider.stats;
      const isLinked = model.images.source === 'link';
      const image = isLinked
        ? 'https://images.example/model.png'
        : vscode.Uri.joinPath(folder(), 'model.png');
      const job = await api.generate({
        prompt: `A lighthouse at dusk`,
        model: model.id,
        ...(model.images.max > 0 ? { images: [image] } : {}),
      });
      const saved = await api.waitFor(job.id);
      assert.equal(saved.state, 'saved', JSON.stringify(saved.failure));
      assert.equal(provider.stats.creates - creates, 1);
      assert.equal(saved.charge?.basis, 'estimated');
      assert.ok((saved.charge.microUsd ?? 0) >= (saved.quote.microUsd ?? 0));
    });
  }

  for (const model of models.filter(({ lifecycle }) => lifecycle.stage === 'retired')) {
    it(`${model.id} is refused before anything is sent, with what to take instead`, async () => {
      const { creates } = provider.stats;
      await assert.rejects(api.generate({ prompt: 'Gone', model: model.id }), (error: Error) => {
        assert.equal(Reflect.get(error, 'field'), 'model');
        assert.match(error.message, /veo3\.1-fast/);
        return true;
      });
      assert.equal(provider.stats.creates, creates);
    });
  }

  it('of an unknown price, or that answers only once, is submitted by nobody unattended', async () => {
    const { creates } = provider.stats;
    for (const model of ['kling-v3', 'veo3.1-all']) {
      await assert.rejects(api.generate({ prompt: 'Unattended', model }), {
        code: 'confirmation.unavailable',
      });
    }
    assert.equal(provider.stats.creates, creates);
  });
});
