import assert from 'node:assert/strict';
import type { VideoPromptApi } from '../../src/api.ts';
import { until } from '../support/until.ts';
import { lensTitles, marked, removePlace, show } from './promptPlace.ts';
import { activate, offerRenders } from './world.ts';

describe('the prices of a prompt file', () => {
  let api: VideoPromptApi;
  let stop: () => Promise<void>;
  before(async () => {
    ({ stop } = await offerRenders());
    api = await activate();
  });
  after(async () => {
    await removePlace();
    await stop();
  });

  it('are those of the public list as soon as it has come', async () => {
    // Opens the database, which is a change of its own.
    await api.spend();
    const { uri, document } = await show('listed.video.md', '---\nmodel: aurora-video-1-pro\n---\nA boat.\n');
    await marked(document, ['model.unknown: aurora-video-1-pro']);
    assert.deepEqual(await lensTitles(uri), ['0 Cannot render: 1 error']);
    // The list is asked for with the first render at an origin.
    const { id } = await api.generate({ prompt: 'Waves.', model: 'veo3.1-fast', seconds: 4 });
    await marked(document, []);
    await until('its price', async () => (await lensTitles(uri)).includes('0 Render · at least $0.75'));
    await api.waitFor(id);
  });
});
