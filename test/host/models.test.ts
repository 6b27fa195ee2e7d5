import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import { models } from '../../src/core/catalogue/catalogue.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { activate, agreeing, folder, offerRenders, wholePng, setSetting } from './world.ts';

const available = models.filter(({ lifecycle }) => lifecycle.stage !== 'retired');

describe('every model', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;
  before(async () => {
    ({ provider, stop } = await offerRenders());
    // Lower bounds and unknown prices need a person or no cap, images a person.
    await setSetting('automation.allowUnattended', false);
    await setSetting('budget.perMonthUsd', null);
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), 'model.png'), wholePng(1280, 720));
    api = await activate();
  });
  after(async () => {
    await setSetting('budget.perMonthUsd', undefined);
    await stop();
  });

  for (const model of available) {
    it(`${model.id} makes a clip, with one create request`, async () => {
      const { creates } = provider.stats;
      const isLinked = model.images.source === 'link';
      const image = isLinked
        ? 'https://images.example/model.png'
        : vscode.Uri.joinPath(folder(), 'model.png');
      const input = {
        prompt: `A lighthouse at dusk`,
        model: model.id,
        ...(model.images.max > 0 ? { images: [image] } : {}),
      };
      let id = '';
      const asked = await agreeing(async () => {
        ({ id } = await api.generate(input));
      });
      const saved = await api.waitFor(id);
      assert.equal(saved.state, 'saved', JSON.stringify(saved.failure));
      assert.equal(provider.stats.creates - creates, 1);
      assert.match(asked.join(), model.isFragile === true ? /no task ID/ : /generate|price/i);
      const { quote, charge } = saved;
      if (quote.kind === 'listed') assert.deepEqual(charge, { microUsd: quote.microUsd, basis: 'estimated' });
      else if (model.dialect !== 'grok') assert.equal(charge?.microUsd, quote.microUsd);
    });
  }

  for (const model of models.filter(({ lifecycle }) => lifecycle.stage === 'retired')) {
    it(`${model.id} is refused before anything is sent, with what to take instead`, async () => {
      const { creates } = provider.stats;
      await assert.rejects(api.generate({ prompt: 'Gone', model: model.id }), (error: Error) => {
        assert.equal(Reflect.get(error, 'field'), 'model');
        const { lifecycle } = model;
        const replacement = lifecycle.stage === 'retired' ? lifecycle.replacement : '';
        assert.ok(replacement !== '' && error.message.includes(replacement), error.message);
        return true;
      });
      assert.equal(provider.stats.creates, creates);
    });
  }

  it('of an unknown price is submitted by nobody unattended', async () => {
    const { creates } = provider.stats;
    await setSetting('automation.allowUnattended', true);
    await assert.rejects(api.generate({ prompt: 'Unattended', model: 'kling-v2-6' }), {
      code: 'confirmation.unavailable',
    });
    assert.equal(provider.stats.creates, creates);
  });
});
