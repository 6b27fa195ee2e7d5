import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sampleOrigin } from '../../../src/core/job.ts';
import { RefusedRequest } from '../../../src/engine/refusals.ts';
import { exifBlock, joined, jpegSegment, jpegWith, sample } from '../core/imageFile/samples.ts';
import { tinyPng } from './tinyPng.ts';
import { World } from './world.ts';

describe('admission', () => {
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

  it('takes a whole batch or nothing at a cap', async () => {
    world.settings = { ...world.settings, caps: { dayMicroUsd: 700_000 } };
    const window = await world.window('w1');
    await assert.rejects(window.engine.submit(world.submission({ variants: 3 })), { code: 'cap.reached' });
    await assertNothing();
    await window.engine.submit(world.submission({ variants: 2 }));
    await assert.rejects(window.engine.submit(world.submission()), { code: 'cap.reached' });
  });

  it('counts what other windows reserved', async () => {
    world.settings = { ...world.settings, caps: { dayMicroUsd: 400_000 } };
    const one = await world.window('w1');
    const two = await world.window('w2');
    const results = await Promise.allSettled([
      one.engine.submit(world.submission()),
      two.engine.submit(world.submission()),
    ]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('asks a program’s request always, and submits nothing when declined', async () => {
    world.answer = { kind: 'declined' };
    const window = await world.window('w1');
    const submission = world.submission({}, { caller: { kind: 'program' } });
    await assert.rejects(window.engine.submit(submission), { code: 'confirmation.declined' });
    assert.deepEqual(
      world.asked.map(({ reason, total }) => [reason, total.microUsd]),
      [['program', 320_000]],
    );
    await assertNothing();
  });

  it('asks nothing of a program that the user lets run unattended', async () => {
    world.settings = { ...world.settings, allowUnattended: true };
    const window = await world.window('w1');
    await window.engine.submit(world.submission({}, { caller: { kind: 'program' } }));
    assert.equal(world.asked.length, 0);
  });

  it('submits nothing unattended under a cap of which only a lower bound of the price is known', async () => {
    world.settings = { ...world.settings, allowUnattended: true };
    world.quote = () => ({ microUsd: 320_000, kind: 'at-least', source: 'list', date: '2026-11' });
    const window = await world.window('w1');
    const program = world.submission({}, { caller: { kind: 'program' } });
    await assert.rejects(window.engine.submit(program), { code: 'confirmation.unavailable' });
    assert.deepEqual(await window.engine.list({ limit: 1 }), []);
    world.settings = { ...world.settings, caps: {} };
    await window.engine.submit(program);
  });

  it('does not ask a person who saw the price, unless it is over the limit or not the one shown', async () => {
    const window = await world.window('w1');
    await window.engine.submit(world.submission());
    assert.equal(world.asked.length, 0);
    await window.engine.submit(world.submission({}, { caller: { kind: 'person', shownMicroUsd: 1 } }));
    world.settings = { ...world.settings, confirmAboveMicroUsd: 300_000 };
    await window.engine.submit(world.submission());
    assert.deepEqual(
      world.asked.map(({ reason }) => reason),
      ['changed', 'above'],
    );
  });

  it('asks whoever ran a command, unless programs may spend by themselves; then only about much', async () => {
    const window = await world.window('w1');
    const someone = world.submission({}, { caller: { kind: 'someone' } });
    world.answer = { kind: 'declined' };
    await assert.rejects(window.engine.submit(someone), { code: 'confirmation.declined' });
    await assertNothing();
    world.answer = { kind: 'agreed' };
    world.settings = { ...world.settings, allowUnattended: true };
    await window.engine.submit(someone);
    world.settings = { ...world.settings, confirmAboveMicroUsd: 300_000 };
    await window.engine.submit(someone);
    assert.deepEqual(
      world.asked.map(({ reason }) => reason),
      ['command', 'above'],
    );
  });

  it('asks a person who saw an exact price where it is a lower bound by now', async () => {
    world.quote = () => ({ microUsd: 320_000, kind: 'at-least', source: 'list', date: '2026-11' });
    const window = await world.window('w1');
    const saw = (shownKind: 'listed' | 'at-least') =>
      world.submission({}, { caller: { kind: 'person', shownMicroUsd: 320_000, shownKind } });
    await window.engine.submit(saw('at-least'));
    assert.equal(world.asked.length, 0);
    await window.engine.submit(saw('listed'));
    assert.deepEqual(
      world.asked.map(({ reason }) => reason),
      ['changed'],
    );
  });

  const chat = { model: 'veo3.1-all', seconds: 0, aspectRatio: 'auto', resolution: 'auto' };

  it('asks at the first use of a model that answers only once, and not again', async () => {
    const window = await world.window('w1');
    const person = { caller: { kind: 'person', shownMicroUsd: 200_000 } } as const;
    world.answer = { kind: 'declined' };
    await assert.rejects(window.engine.submit(world.submission(chat, person)), {
      code: 'confirmation.declined',
    });
    assert.deepEqual(
      world.asked.map(({ reason }) => reason),
      ['fragile'],
    );
    world.knownFragile.add('veo3.1-all');
    await window.engine.submit(world.submission(chat, person));
    assert.equal(world.asked.length, 1);
  });

  it('submits nothing unattended to a model that answers only once, before a person has agreed', async () => {
    world.settings = { ...world.settings, allowUnattended: true };
    const window = await world.window('w1');
    const program = world.submission(chat, { caller: { kind: 'program' } });
    await assert.rejects(window.engine.submit(program), { code: 'confirmation.unavailable' });
    world.knownFragile.add('veo3.1-all');
    await window.engine.submit(program);
    assert.equal(world.asked.length, 0);
  });

  it('submits nothing to a model that is gone, and names the one to take instead', async () => {
    const window = await world.window('w1');
    const gone = { model: 'sora-2', seconds: 4 };
    await assert.rejects(window.engine.submit(world.submission(gone)), {
      field: 'model',
      message: /veo3\.1-fast/,
    });
    await assertNothing();
  });

  it('sends a public address as it is, and keeps no image of it', async () => {
    const window = await world.window('w1');
    const images = [{ uri: 'https://images.example/a.png?v=1', role: 'first' as const }];
    const request = { model: 'gen3a_turbo', seconds: 5, images };
    const person = { caller: { kind: 'person', shownMicroUsd: 320_000 } } as const;
    let sent: readonly unknown[] = [];
    world.script.create = (call) => {
      sent = [call.request.images, call.images];
      return { kind: 'accepted', taskId: 'task_1' };
    };
    await window.engine.submit(world.submission(request, person));
    await world.until(() => sent.length > 0);
    assert.deepEqual(sent, [images, []]);
  });

  it('submits nothing from an untrusted workspace', async () => {
    world.isTrusted = false;
    const window = await world.window('w1');
    await assert.rejects(window.engine.submit(world.submission()), { code: 'workspace.untrusted' });
    world.isTrusted = true;
    await assertNothing();
  });

  it('refuses a request that preflight finds wrong, naming the field', async () => {
    const window = await world.window('w1');
    await assert.rejects(window.engine.submit(world.submission({ prompt: '  ' })), { field: 'prompt' });
    await assert.rejects(window.engine.submit(world.submission({ seconds: 5 })), { field: 'seconds' });
    await assert.rejects(window.engine.submit(world.submission({ model: 'nope' })), { field: 'model' });
    const image = { uri: pathToFileURL(join(world.directory, 'gone.png')).href, role: 'first' } as const;
    await assert.rejects(window.engine.submit(world.submission({ images: [image] })), { field: 'images[0]' });
    await assertNothing();
  });

  it('refuses an image that is cut off or damaged before anything is asked, sent or paid', async () => {
    const path = join(world.directory, 'image.png');
    const whole = tinyPng();
    const damaged = Buffer.from(whole);
    damaged[60] = (damaged[60] ?? 0) ^ 1;
    const window = await world.window('w1');
    const submission = world.submission({ images: [{ uri: pathToFileURL(path).href, role: 'first' }] });
    for (const [bytes, code] of [
      [whole.subarray(0, 40), 'image.cut'],
      [whole.subarray(0, -12), 'image.cut'],
      [damaged, 'image.damaged'],
    ] as const) {
      await writeFile(path, bytes);
      await assert.rejects(window.engine.submit(submission), (error: unknown) => {
        assert.ok(error instanceof RefusedRequest);
        assert.deepEqual(
          [error.field, error.findings.find(({ severity }) => severity === 'error')?.code],
          ['images[0]', code],
        );
        return true;
      });
    }
    assert.deepEqual(world.uploadsAsked, []);
    await assertNothing();
    await writeFile(path, whole);
    await window.engine.submit(submission);
  });

  it('sends the image as it was at submission, whatever happens to the file afterwards', async () => {
    const path = join(world.directory, 'image.png');
    await writeFile(path, tinyPng());
    world.hasKey = true;
    let sent: Uint8Array | undefined;
    world.script.create = async ({ images }) => {
      sent = await images[0]?.read();
      return { kind: 'accepted', taskId: 'task_1' };
    };
    world.settings = { ...world.settings, maxConcurrent: 0 };
    const window = await world.window('w1');
    await window.engine.submit(
      world.submission({ images: [{ uri: pathToFileURL(path).href, role: 'first' }] }),
    );
    await writeFile(path, 'something else');
    world.settings = { ...world.settings, maxConcurrent: 1 };
    await world.until(() => sent !== undefined);
    assert.deepEqual(Buffer.from(sent ?? []), tinyPng());
  });

  describe('images', () => {
    it('are not opened where a request names more of them than its model takes', async () => {
      const window = await world.window('w1');
      const images = Array.from({ length: 40 }, (_, index) => ({
        uri: pathToFileURL(join(world.directory, `${String(index)}.png`)).href,
        role: 'reference' as const,
      }));
      for (const model of ['veo3.1', 'veo3.1-fast', 'no-such-model'])
        await assert.rejects(window.engine.submit(world.submission({ model, images })), {
          code: 'request.invalid',
        });
      assert.deepEqual(world.imagesRead, []);
      await assert.rejects(window.engine.submit(world.submission({ images: images.slice(0, 1) })));
      assert.equal(world.imagesRead.length, 1);
      await assertNothing();
    });

    const imageOf = (path: string) => ({ uri: pathToFileURL(path).href, role: 'first' as const });
    const photo = () =>
      jpegWith(jpegSegment(0xe1, joined('Exif\0\0', exifBlock(1))), jpegSegment(0xfe, 'GPS 52.5200 N'));

    async function inWorld(bytes: Uint8Array): Promise<string> {
      const path = join(world.directory, 'image.jpg');
      await writeFile(path, bytes);
      return path;
    }

    it('are sent and kept without place and camera; the file stays as it is', async () => {
      const path = await inWorld(photo());
      let sent: Uint8Array | undefined;
      world.script.create = async ({ images }) => {
        sent = await images[0]?.read();
        return { kind: 'accepted', taskId: 'task_1' };
      };
      const window = await world.window('w1');
      const [job] = await window.engine.submit(world.submission({ images: [imageOf(path)] }));
      await world.until(() => sent !== undefined);
      assert.deepEqual(Uint8Array.from(sent ?? []), sample('jpeg'));
      assert.equal(job?.images[0]?.sha256, createHash('sha256').update(sample('jpeg')).digest('hex'));
      assert.deepEqual(Uint8Array.from(await readFile(path)), photo());
    });

    it('that lie on their side are refused: the note that turns them would not be sent', async () => {
      const path = await inWorld(jpegWith(jpegSegment(0xe1, joined('Exif\0\0', exifBlock(6)))));
      const window = await world.window('w1');
      await assert.rejects(window.engine.submit(world.submission({ images: [imageOf(path)] })), {
        field: 'images[0]',
        message: /upright/,
      });
      await assertNothing();
    });

    it('leave the machine for the first time only with the person’s word, which is asked once', async () => {
      const path = await inWorld(photo());
      const submission = world.submission({ images: [imageOf(path)] });
      const window = await world.window('w1');
      world.mayUpload = false;
      await assert.rejects(window.engine.submit(submission), { code: 'confirmation.declined' });
      await assertNothing();
      world.mayUpload = true;
      await window.engine.submit(submission);
      await window.engine.submit(submission);
      const question = {
        origin: submission.origin,
        images: [{ uri: imageOf(path).uri, name: 'image.png', bytes: sample('jpeg').length }],
      };
      assert.deepEqual(world.uploadsAsked, [question, question]);
    });

    it('are not uploaded by unattended code before a person has agreed', async () => {
      world.settings = { ...world.settings, allowUnattended: true };
      const path = await inWorld(photo());
      const submission = world.submission({ images: [imageOf(path)] }, { caller: { kind: 'program' } });
      const window = await world.window('w1');
      await assert.rejects(window.engine.submit(submission), { code: 'upload.unconfirmed', field: 'images' });
      assert.equal(world.uploadsAsked.length, 0);
      await assertNothing();
      world.uploadsGiven.add(submission.origin);
      await window.engine.submit(submission);
    });

    it('of another origin are asked about anew, and those of a sample never', async () => {
      const path = await inWorld(photo());
      world.uploadsGiven.add('https://elsewhere.example');
      const window = await world.window('w1');
      await window.engine.submit(world.submission({ images: [imageOf(path)] }));
      assert.equal(world.uploadsAsked.length, 1);
      world.uploadsGiven.clear();
      await window.engine.submit(world.submission({ images: [imageOf(path)] }, { origin: sampleOrigin }));
      assert.equal(world.uploadsAsked.length, 1);
    });
  });

  it('keeps samples out of every sum and asks nothing about them', async () => {
    const window = await world.window('w1');
    const [job] = await window.engine.submit(world.submission({}, { origin: sampleOrigin }));
    await world.untilState(window, job?.id ?? '', 'saved');
    assert.equal(world.asked.length, 0);
    const { day } = await window.store.totals('2026-10-01', world.placeUri);
    assert.deepEqual([day.spentMicroUsd, day.reservedMicroUsd, day.unknownCount], [0, 0, 0]);
  });
});
