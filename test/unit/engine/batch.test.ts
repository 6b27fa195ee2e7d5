import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Quote } from '../../../src/core/quote.ts';
import { RefusedRequest } from '../../../src/engine/admission.ts';
import { sample } from '../core/imageFile/samples.ts';
import { World } from './world.ts';

const longer = { seconds: 8 } as const;
const chat = { model: 'veo3.1-all', seconds: 0, aspectRatio: 'auto', resolution: 'auto' };

describe('a batch of different requests', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(async () => {
    await world.close();
  });

  async function assertNothing(): Promise<void> {
    const window = await world.window('witness');
    assert.deepEqual(await window.engine.list({ limit: 10 }), []);
    assert.equal(world.creates.length, 0);
    const { day } = await window.store.totals('2026-10-01', world.placeUri);
    assert.equal(day.reservedMicroUsd, 0);
  }

  it('is rendered without a question when the button showed its total, each request for its own price', async () => {
    const window = await world.window('w1');
    const batch = world.batch([{ prompt: 'One' }, { prompt: 'Two', ...longer, variants: 2 }], {
      caller: { kind: 'person', shownMicroUsd: 320_000 + 2 * 640_000 },
    });
    const jobs = await window.engine.submitAll(batch);
    assert.deepEqual(
      jobs.map(({ request, reservedMicroUsd }) => [request.prompt, request.variants, reservedMicroUsd]),
      [
        ['One', undefined, 320_000],
        ['Two', undefined, 640_000],
        ['Two', undefined, 640_000],
      ],
    );
    assert.equal(new Set(jobs.map(({ batchId }) => batchId)).size, 1);
    assert.equal(world.asked.length, 0);
    for (const { id } of jobs) await world.untilState(window, id, 'saved');
    assert.deepEqual(world.creates.map(({ prompt }) => prompt).sort(), ['One', 'Two', 'Two']);
  });

  it('is one question with all its requests and one total', async () => {
    const window = await world.window('w1');
    world.answer = { kind: 'declined' };
    const batch = world.batch([{}, longer, { ...longer, model: 'veo3.1' }]);
    await assert.rejects(window.engine.submitAll(batch), { code: 'confirmation.declined' });
    assert.deepEqual(
      world.asked.map(({ reason, clips, total, items }) => [
        reason,
        clips,
        total,
        items.map(({ model, quote }) => [model.id, quote.microUsd]),
      ]),
      [
        [
          'changed',
          3,
          { microUsd: 320_000 + 640_000 + 2_560_000, kind: 'listed', unknownClips: 0 },
          [
            ['veo3.1-fast', 320_000],
            ['veo3.1-fast', 640_000],
            ['veo3.1', 2_560_000],
          ],
        ],
      ],
    );
    await assertNothing();
  });

  it('goes by its total where a person is asked from an amount on', async () => {
    const window = await world.window('w1');
    world.settings = { ...world.settings, confirmAboveMicroUsd: 500_000 };
    await window.engine.submitAll(world.batch([{}, {}]));
    assert.deepEqual(
      world.asked.map(({ reason }) => reason),
      ['above'],
    );
  });

  it('is admitted whole or not at all at a cap, though each request alone had room', async () => {
    world.settings = { ...world.settings, caps: { dayMicroUsd: 700_000 } };
    const window = await world.window('w1');
    await assert.rejects(window.engine.submitAll(world.batch([{}, {}, {}])), { code: 'cap.reached' });
    assert.equal(world.asked.length, 0);
    await assertNothing();
    await window.engine.submitAll(world.batch([{}, {}]));
  });

  it('counts each clip for the folder in which it lies', async () => {
    world.settings = { ...world.settings, caps: { workspaceMonthMicroUsd: 700_000 } };
    const window = await world.window('w1');
    const batch = (...folders: readonly string[]) => {
      const whole = world.batch(folders.map(() => ({})));
      return { ...whole, items: whole.items.map((item, at) => ({ ...item, countedIn: folders[at] ?? '' })) };
    };
    await window.engine.submitAll(batch('one', 'other', 'one', 'other'));
    for (const folder of ['one', 'other']) {
      const { workspaceMonth } = await window.store.totals('2026-10-01', folder);
      assert.equal(workspaceMonth.reservedMicroUsd, 640_000, folder);
      await assert.rejects(window.engine.submitAll(batch('third', folder)), { code: 'cap.reached' });
    }
    await window.engine.submitAll(batch('third'));
  });

  it('shares a cap with the batch of another window at the same moment', async () => {
    world.settings = { ...world.settings, caps: { dayMicroUsd: 1_000_000 } };
    const one = await world.window('w1');
    const two = await world.window('w2');
    const results = await Promise.allSettled([
      one.engine.submitAll(world.batch([{}, {}])),
      two.engine.submitAll(world.batch([{}, {}])),
    ]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await one.engine.list({ limit: 10 })).length, 2);
  });

  it('is refused as a whole for one request that cannot be sent, and says which', async () => {
    const window = await world.window('w1');
    const batch = world.batch([{}, {}, { seconds: 5 }]);
    await assert.rejects(window.engine.submitAll(batch), (error: unknown) => {
      assert.ok(error instanceof RefusedRequest);
      assert.deepEqual([error.index, error.field, error.request.seconds], [2, 'seconds', 5]);
      return true;
    });
    await assertNothing();
  });

  const knownForShort = (quote: Quote) => (request: { readonly seconds: number }) =>
    request.seconds === 4 ? quote : ({ kind: 'unknown', source: 'list', date: '' } as const);
  const listed: Quote = { microUsd: 320_000, kind: 'listed', source: 'list', date: '2026-11' };

  it('of which some prices are unknown asks once, and reserves what is known and the ceiling for the rest', async () => {
    world.quote = knownForShort({ ...listed, kind: 'at-least' });
    world.answer = { kind: 'agreed', ceilingMicroUsd: 900_000 };
    const window = await world.window('w1');
    const jobs = await window.engine.submitAll(world.batch([{}, longer, { ...longer, variants: 2 }]));
    assert.deepEqual(
      world.asked.map(({ reason, clips, total }) => [reason, clips, total]),
      [['unknown', 4, { microUsd: 320_000, kind: 'at-least', unknownClips: 3 }]],
    );
    assert.deepEqual(
      jobs.map(({ reservedMicroUsd }) => reservedMicroUsd),
      [320_000, 900_000, 900_000, 900_000],
    );
  });

  it('is stopped by a cap that the ceiling passes, after it was typed', async () => {
    world.quote = knownForShort(listed);
    world.answer = { kind: 'agreed', ceilingMicroUsd: 19_700_000 };
    const window = await world.window('w1');
    await assert.rejects(window.engine.submitAll(world.batch([{}, longer])), { code: 'cap.reached' });
    await assertNothing();
  });

  it('without a key, or from an untrusted workspace, is not admitted', async () => {
    const window = await world.window('w1');
    world.hasKey = false;
    await assert.rejects(window.engine.submitAll(world.batch([{}, {}])), { code: 'key.missing' });
    world.hasKey = true;
    world.isTrusted = false;
    await assert.rejects(window.engine.submitAll(world.batch([{}, {}])), { code: 'workspace.untrusted' });
    world.isTrusted = true;
    await assertNothing();
  });

  describe('of a program', () => {
    const program = { caller: { kind: 'program' } } as const;

    it('is asked about as a whole', async () => {
      const window = await world.window('w1');
      await window.engine.submitAll(world.batch([{}, {}], program));
      assert.deepEqual(
        world.asked.map(({ reason, clips }) => [reason, clips]),
        [['program', 2]],
      );
    });

    it('that runs unattended is refused for one price under a cap that is not exact', async () => {
      world.settings = { ...world.settings, allowUnattended: true };
      world.quote = knownForShort(listed);
      const window = await world.window('w1');
      await assert.rejects(window.engine.submitAll(world.batch([{}, longer], program)), {
        code: 'confirmation.unavailable',
      });
      await assertNothing();
      await window.engine.submitAll(world.batch([{}, {}], program));
      assert.equal(world.asked.length, 0);
    });

    it('that runs unattended is refused for one model that answers only once', async () => {
      world.settings = { ...world.settings, allowUnattended: true };
      const window = await world.window('w1');
      await assert.rejects(window.engine.submitAll(world.batch([{}, chat], program)), {
        code: 'confirmation.unavailable',
      });
      await assertNothing();
    });
  });

  it('uploads an image of several requests under one word, and keeps it once for each of its roles', async () => {
    const path = join(world.directory, 'image.jpg');
    await writeFile(path, sample('jpeg'));
    const uri = pathToFileURL(path).href;
    const window = await world.window('w1');
    const first = { images: [{ uri, role: 'first' as const }] };
    const both = { ...longer, images: [...first.images, { uri, role: 'last' as const }] };
    world.mayUpload = false;
    await assert.rejects(window.engine.submitAll(world.batch([first, both])), {
      code: 'confirmation.declined',
    });
    await assertNothing();
    world.mayUpload = true;
    const jobs = await window.engine.submitAll(world.batch([first, both]));
    assert.deepEqual(
      world.uploadsAsked.map(({ images }) => images.map((image) => image.uri)),
      [[uri], [uri]],
    );
    assert.deepEqual(
      jobs.map(({ images }) => images.map(({ role }) => role)),
      [['first'], ['first', 'last']],
    );
    assert.equal(new Set(jobs.flatMap(({ images }) => images.map(({ sha256 }) => sha256))).size, 1);
  });

  it('of nothing is nothing', async () => {
    const window = await world.window('w1');
    assert.deepEqual(await window.engine.submitAll(world.batch([])), []);
    await assertNothing();
  });
});
