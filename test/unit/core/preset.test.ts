import assert from 'node:assert/strict';
import { defaultModel, findModel } from '../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../src/core/catalogue/model.ts';
import { applyPreset, type Preset, type PresetOptions, presetOptionsOf } from '../../../src/core/preset.ts';
import { request } from './makeJob.ts';

const old: Model = {
  ...defaultModel,
  id: 'old-video',
  lifecycle: { stage: 'retired', replacement: 'veo3.1', date: '2026-09-24' },
};
const find = (id: string) => (id === old.id ? old : findModel(id));
const preset = (options: PresetOptions): Preset => ({ name: 'Wide', place: 'user', options, ignored: [] });
const apply = (options: PresetOptions, asked = request) =>
  applyPreset(asked, preset(options), find, defaultModel);

describe('a preset', () => {
  it('holds the options and neither prompt nor images nor place', () => {
    const image = { uri: 'file:///a.png', role: 'first' } as const;
    const options = presetOptionsOf({ ...request, images: [image], output: 'x.mp4', seed: 7 });
    assert.deepEqual(options, {
      model: 'veo3.1-fast',
      seconds: 4,
      aspectRatio: '16:9',
      resolution: '720p',
      variants: 1,
      seed: 7,
    });
  });

  it('gives back what was saved, with the prompt and the images of now', () => {
    const image = { uri: 'file:///a.png', role: 'first' } as const;
    const saved = { ...request, model: 'veo3.1', seconds: 8, resolution: '1080p', variants: 2 };
    const applied = apply(presetOptionsOf(saved), { ...request, prompt: 'Now', images: [image] });
    assert.deepEqual(applied, {
      request: { ...saved, prompt: 'Now', images: [image] },
      dropped: [],
    });
  });

  it('changes nothing that it does not name', () => {
    assert.deepEqual(apply({ seconds: 8 }).request, { ...request, seconds: 8 });
  });

  it('keeps what fits of options that are no longer allowed, and says what does not', () => {
    const { request: applied, dropped } = apply({
      model: 'veo3.1',
      seconds: 7,
      aspectRatio: '9:16',
      resolution: '4K',
    });
    assert.deepEqual(applied, {
      ...request,
      model: 'veo3.1',
      seconds: 6,
      aspectRatio: '9:16',
      resolution: '720p',
    });
    assert.deepEqual(
      dropped.map(({ field }) => field),
      ['seconds', 'resolution'],
    );
  });

  it('whose model is gone leaves the model as it is, keeps the rest, and says so', () => {
    const { request: applied, lost } = apply({ model: 'gone', seconds: 8 });
    assert.deepEqual(applied, { ...request, seconds: 8 });
    assert.deepEqual(lost, { model: 'gone' });
    assert.equal(apply({ model: 'gone' }, { ...request, model: 'gone too' }).request.model, defaultModel.id);
  });

  it('whose model was shut down takes the one that replaced it, and says so', () => {
    const { request: applied, lost } = apply({ model: 'old-video', seconds: 8 });
    assert.equal(applied.model, 'veo3.1');
    assert.deepEqual(lost, { model: 'old-video', date: '2026-09-24' });
  });
});
