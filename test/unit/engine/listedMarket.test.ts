import assert from 'node:assert/strict';
import { models } from '../../../src/core/catalogue/catalogue.ts';
import type { LivePrices } from '../../../src/core/livePrice.ts';
import { quoteClip } from '../../../src/core/quote.ts';
import { createListedMarket } from '../../../src/engine/listedMarket.ts';
import { World } from './world.ts';

const list: LivePrices = { date: '2026-11-23', prices: [{ modelId: 'new-video', dialect: 'unified' }] };

describe('the models', () => {
  it('are those of the catalogue, then those of the list as soon as it is known', () => {
    const known: LivePrices[] = [];
    const market = createListedMarket({ listed: () => known[0], quote: quoteClip });
    assert.deepEqual(market.models, models);
    assert.equal(market.find('new-video'), undefined);
    known.push(list);
    assert.deepEqual(
      market.models.map(({ id }) => id),
      [...models.map(({ id }) => id), 'new-video'],
    );
    assert.equal(market.find('new-video')?.isUncharted, true);
    assert.equal(market.find('veo3.1-fast'), models[0]);
  });

  it('that the list alone has can be rendered, once it is in it, and also when it left it meanwhile', async () => {
    const world = await World.make();
    const window = await world.window('w1');
    const submission = world.submission({
      model: 'new-video',
      seconds: 0,
      aspectRatio: 'auto',
      resolution: 'auto',
    });
    await assert.rejects(window.engine.submit(submission), { code: 'request.invalid', field: 'model' });
    const market = createListedMarket({ listed: () => list, quote: quoteClip });
    world.models = (id) => market.find(id);
    world.settings = { ...world.settings, caps: {} };
    await window.engine.submit(submission);
    world.models = () => undefined;
    await world.until(async () => (await window.engine.list({ limit: 1 }))[0]?.state === 'saved');
    assert.equal(world.creates.length, 1);
    await world.close();
  });
});
