import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sampleOrigin } from '../../../src/core/job.ts';
import { type Caller, mayAsk } from '../../../src/engine/batch.ts';
import type { AskedBatch } from '../../../src/engine/checkBatch.ts';
import { World } from './world.ts';
import { tinyPng } from './tinyPng.ts';

describe('the check of a batch', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
  });
  afterEach(async () => {
    await world.close();
  });

  /** What a surface has before places are chosen. */
  const asked = (others: Partial<AskedBatch> = {}): AskedBatch => {
    const { request, caller, origin } = world.submission();
    return { items: [{ request }], caller, origin, workspaceFolderUris: [world.placeUri], ...others };
  };

  async function imageAt(name: string) {
    const path = join(world.directory, name);
    await writeFile(path, tinyPng());
    return { path, image: { uri: pathToFileURL(path).href, role: 'first' as const } };
  }

  it('says what is wrong with each request, and reserves, asks and keeps nothing', async () => {
    const { engine } = await world.window('w1');
    const { request } = world.submission();
    const check = await engine.check(
      asked({
        items: [
          { request },
          { request: { ...request, seconds: 7 } },
          { request: { ...request, output: '../x' } },
        ],
      }),
    );
    assert.deepEqual(
      check.items.map(({ findings }) => findings.map(({ code }) => code)),
      [[], ['seconds.set'], ['output.unsafe']],
    );
    assert.deepEqual(world.asked, []);
    assert.deepEqual(await engine.list({ limit: 1 }), []);
  });

  it('says what it costs and why somebody would be asked about it', async () => {
    const { engine } = await world.window('w1');
    const { request } = world.submission();
    const items = [{ request: { ...request, variants: 2 } }, { request }];
    const shown = { kind: 'person', shownMicroUsd: 960_000 } as const;
    const known = await engine.check(asked({ items, caller: shown }));
    assert.equal(known.total.microUsd, 960_000);
    assert.equal(known.reason, undefined);
    assert.equal((await engine.check(asked({ items, caller: { kind: 'program' } }))).reason, 'program');
    world.settings = { ...world.settings, allowUnattended: true };
    assert.equal((await engine.check(asked({ items, caller: { kind: 'program' } }))).reason, undefined);
    assert.deepEqual(world.asked, []);
  });

  it('misses a key only where one is needed and the requests are sound', async () => {
    world.hasKey = false;
    const { engine } = await world.window('w1');
    const { request } = world.submission();
    const of = async (others: Partial<AskedBatch>) => (await engine.check(asked(others))).isKeyMissing;
    assert.equal(await of({}), true);
    assert.equal(await of({ origin: sampleOrigin }), false);
    assert.equal(await of({ items: [{ request: { ...request, prompt: '' } }] }), false);
  });

  it('is refused in an untrusted workspace', async () => {
    world.isTrusted = false;
    const { engine } = await world.window('w1');
    await assert.rejects(engine.check(asked()), { code: 'workspace.untrusted' });
  });

  it('names the images that nobody agreed to upload, and has read them for the submission', async () => {
    world.uploadsGiven.clear();
    const { engine } = await world.window('w1');
    const { path, image } = await imageAt('boat.png');
    const submission = world.submission({ images: [image] });
    const check = await engine.check(asked({ items: [{ request: submission.request }] }));
    assert.deepEqual(
      check.unagreed.map(({ name }) => name),
      ['image.png'],
    );
    const seen = await readFile(path);
    await writeFile(path, 'another');
    const { request, output, ...shared } = submission;
    const [job] = await engine.submitAll({ ...shared, items: [{ request, output }] }, check);
    assert.deepEqual(world.imagesRead, [image.uri]);
    assert.equal(job?.images[0]?.bytes, seen.byteLength);
  });

  it('takes the frame of a clip that has no place yet', async () => {
    const { engine } = await world.window('w1');
    const { request } = world.submission();
    const follows = { role: 'first', at: 0, clipOf: { item: 0 } } as const;
    const check = await engine.check(asked({ items: [{ request }, { request, follows }] }));
    assert.deepEqual(
      check.items.map(({ priced, findings }) => [priced.images.length, findings.length]),
      [
        [0, 0],
        [1, 0],
      ],
    );
  });
});

describe('what a submission lacks', () => {
  const cases: readonly (readonly [Caller, boolean])[] = [
    [{ kind: 'person' }, true],
    [{ kind: 'someone' }, true],
    [{ kind: 'program', isCommand: true }, true],
    [{ kind: 'program' }, false],
    [{ kind: 'agent' }, false],
  ];
  for (const [caller, may] of cases) {
    it(`is ${may ? '' : 'not '}asked for: ${JSON.stringify(caller)}`, () => {
      assert.equal(mayAsk(caller), may);
    });
  }
});
