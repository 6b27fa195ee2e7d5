import assert from 'node:assert/strict';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import { adaptRequest } from '../../../src/core/defaults.ts';
import { type Job, sampleOrigin } from '../../../src/core/job.ts';
import { preflight } from '../../../src/core/preflight.ts';
import { quoteClip } from '../../../src/core/quote.ts';
import { remixRequest, remixSource } from '../../../src/core/remix.ts';
import { whatFits } from '../../../src/core/whatFits.ts';
import { remixer, retiredRemixer } from './catalogue/remixer.ts';
import { withModel } from './catalogue/withModel.ts';
import { makeJob, request } from './makeJob.ts';

const origin = 'https://api.cometapi.com';
const remixOf = { taskId: 'task_1', origin };
const finished = (fields: Partial<Job> = {}) =>
  makeJob({ state: 'saved', taskId: 'task_1', request: { ...request, model: remixer.id }, ...fields });

describe('the source of a remix', () => {
  it('is a finished clip of a model that can, also of a retired one', () => {
    for (const model of [remixer, retiredRemixer]) {
      using _ = withModel(model);
      assert.deepEqual(remixSource(finished()), remixOf);
      assert.deepEqual(remixSource(finished({ state: 'stored' })), remixOf);
    }
  });

  it('is nothing else', () => {
    using _ = withModel(remixer);
    const others: readonly Job[] = [
      finished({ state: 'running' }),
      finished({ state: 'failed' }),
      finished({ origin: sampleOrigin }),
      finished({ request }),
      finished({ request: { ...request, model: remixer.id, seconds: 0 } }),
      makeJob({ state: 'saved', request: { ...request, model: remixer.id } }),
    ];
    for (const job of others) assert.equal(remixSource(job), undefined);
  });
});

describe('the request of a remix', () => {
  it('takes over what the clip is, and sends nothing but a prompt', () => {
    using _ = withModel(remixer);
    const images = [{ uri: 'file:///w/a.png', role: 'first' as const }];
    const job = finished({
      request: { ...request, model: remixer.id, prompt: 'From @image1', images, seed: 7, output: 'takes/' },
    });
    assert.deepEqual(remixRequest(job, remixOf), {
      ...request,
      model: remixer.id,
      prompt: 'From the first frame',
      images: [],
      output: 'takes/',
      remixOf,
    });
    assert.deepEqual(preflight(remixRequest(job, remixOf), remixer, [], { origin }), []);
  });

  it('is refused for a model that cannot, a retired one, another origin, images and a task id that is none', () => {
    const wanted = { ...request, model: remixer.id, remixOf };
    const codes = (fields: object, model = remixer) =>
      preflight({ ...wanted, ...fields }, model, [], { origin }).map(({ code, severity }) => [
        severity,
        code,
      ]);
    assert.deepEqual(codes({ model: veo31Fast.id }, veo31Fast), [['error', 'remixOf.unsupported']]);
    assert.deepEqual(codes({}, retiredRemixer), [['error', 'model.retired']]);
    const elsewhere = { remixOf: { taskId: 'task_1', origin: 'https://other.example' } };
    assert.deepEqual(codes(elsewhere), [['error', 'remixOf.origin']]);
    assert.deepEqual(codes({ remixOf: { ...remixOf, taskId: '../key' } }), [['error', 'remixOf.task']]);
    const images = [{ uri: 'file:///w/a.png', role: 'first' as const }];
    assert.deepEqual(codes({ images }), [['error', 'remixOf.images']]);
    const [retired] = preflight(wanted, retiredRemixer, []);
    assert.deepEqual([retired?.args.replacement, retired?.fix], ['veo3.1-fast', { model: 'veo3.1-fast' }]);
  });

  it('costs at least what a clip of its length costs', () => {
    assert.deepEqual(quoteClip({ ...request, remixOf }, remixer), {
      ...quoteClip(request, remixer),
      kind: 'at-least',
    });
    assert.deepEqual(whatFits({ ...request, model: remixer.id, remixOf, seconds: 12 }, remixer, 500_000), []);
  });

  it('stays with the model of its clip', () => {
    const wanted = { ...request, model: remixer.id, remixOf };
    assert.deepEqual(adaptRequest(wanted, remixer), { request: wanted, dropped: [] });
    const other = adaptRequest(wanted, veo31Fast);
    assert.ok(!('remixOf' in other.request));
    assert.deepEqual(other.dropped, [{ field: 'remixOf', from: 'task_1', to: undefined }]);
  });
});
