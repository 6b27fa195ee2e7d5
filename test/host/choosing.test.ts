import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { until } from '../support/until.ts';
import { activate, offerRenders, setSetting } from './world.ts';

describe('choosing by the public API', () => {
  let api: VideoPromptApi;
  let provider: Simulator;
  let stop: () => Promise<void>;
  before(async () => {
    ({ provider, stop } = await offerRenders());
    await setSetting('presets', {
      Tall: { model: 'veo3.1', seconds: 6, aspectRatio: '9:16', resolution: '720p' },
      Old: { model: 'veo3.1-fast', seconds: 7 },
      Gone: { model: 'video-of-yesterday' },
      Mine: { seconds: 8 },
    });
    await setWorkspacePresets({
      Mine: { model: 'veo3.1', variants: 4, resolution: '4K' },
      Theirs: {
        seconds: 8,
        perDayUsd: 1e6,
        allowUnattended: true,
        output: '../../outside',
        prompt: 'Another',
      },
    });
    api = await activate();
  });
  after(async () => {
    await setSetting('presets', undefined);
    await setWorkspacePresets(undefined);
    await stop();
  });

  async function setWorkspacePresets(value: unknown): Promise<void> {
    await vscode.workspace
      .getConfiguration('videoPrompt')
      .update('presets', value, vscode.ConfigurationTarget.Workspace);
  }

  const creates = () => provider.log.filter(({ method, path }) => method === 'POST' && path === '/v1/videos');

  it('takes the options of a preset for what the request leaves out, and only for that', async () => {
    const prompt = 'A lighthouse';
    assert.equal((await api.quote({ prompt, preset: 'Tall' })).microUsd, 1_920_000);
    assert.equal((await api.quote({ prompt, preset: 'Tall', seconds: 4 })).microUsd, 1_280_000);
    const job = await api.waitFor((await api.generate({ prompt, preset: 'Tall' })).id);
    const { model, seconds, aspectRatio } = job.request;
    assert.deepEqual([model, seconds, aspectRatio], ['veo3.1', 6, '9:16']);
  });

  for (const [name, field] of [
    ['Old', 'seconds'],
    ['Gone', 'model'],
    ['Nowhere', 'preset'],
  ] as const) {
    it(`refuses a preset whose ${field} cannot be had, and sends nothing`, async () => {
      const before = creates().length;
      await assert.rejects(api.generate({ prompt: 'No', preset: name }), { code: 'request.invalid', field });
      assert.equal(creates().length, before);
    });
  }

  it('prefers the user’s own preset to one of the same name that came with the repository', async () => {
    assert.equal((await api.quote({ prompt: 'A boat', preset: 'Mine' })).microUsd, 640_000);
  });

  it('takes nothing but options from a preset of the repository', async () => {
    await setSetting('budget.perDayUsd', 0);
    await assert.rejects(api.generate({ prompt: 'A boat', preset: 'Theirs' }), { code: 'cap.reached' });
    await setSetting('budget.perDayUsd', null);
    const job = await api.waitFor((await api.generate({ prompt: 'A boat', preset: 'Theirs' })).id);
    assert.equal(job.state, 'saved');
    assert.equal(job.request.prompt, 'A boat');
    assert.equal(job.request.output, undefined);
  });

  it('renders with a model that only CometAPI’s list has, prompt alone', async () => {
    await setSetting('budget.perMonthUsd', null);
    const input = { prompt: 'Northern lights', model: 'aurora-video-1-pro' };
    await until('the list', async () => {
      const quote = await api.quote(input).catch(() => undefined);
      return quote?.microUsd === 750_000 && quote.kind === 'at-least';
    });
    const job = await api.waitFor((await api.generate(input)).id);
    assert.equal(job.state, 'saved');
    assert.deepEqual(creates().at(-1)?.fields, { model: 'aurora-video-1-pro', prompt: 'Northern lights' });
    await assert.rejects(api.generate({ ...input, seconds: 8 }), {
      code: 'request.invalid',
      field: 'seconds',
    });
    await assert.rejects(api.generate({ prompt: 'x', model: 'aurora-sketch' }), { field: 'model' });
    await setSetting('budget.perMonthUsd', undefined);
  });
});
