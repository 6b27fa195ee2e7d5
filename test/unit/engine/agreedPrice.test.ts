import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Quote } from '../../../src/core/quote.ts';
import { tinyPng } from './tinyPng.ts';
import { World } from './world.ts';

const usual: Quote = { microUsd: 320_000, kind: 'listed', source: 'list', date: '2026-11' };
const dearer: Quote = { ...usual, microUsd: 400_000 };
const bound: Quote = { ...usual, kind: 'at-least' };
const unknown: Quote = { kind: 'unknown', source: 'list', date: '2026-11' };
const program = { caller: { kind: 'program' } } as const;

describe('the price that was agreed to', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.quote = () => usual;
  });
  afterEach(async () => {
    await world.close();
  });

  /** The list changes while the first questions are open, once with each. */
  function changesTo(...quotes: readonly Quote[]): void {
    const coming = [...quotes];
    world.whileAsked = () => {
      const next = coming.shift();
      if (next !== undefined) world.quote = () => next;
    };
  }
  const questions = () => world.asked.map(({ reason, total }) => [reason, total.microUsd, total.kind]);
  async function assertNothing(): Promise<void> {
    const { engine, store } = await world.window('witness');
    assert.deepEqual(await engine.list({ limit: 10 }), []);
    const { day } = await store.totals('2026-10-01', world.placeUri);
    assert.equal(day.reservedMicroUsd, 0);
    assert.equal(world.creates.length, 0);
  }

  it('is asked about again where it rose while the question was open, and the new one is reserved', async () => {
    changesTo(dearer);
    const { engine } = await world.window('w1');
    const [job] = await engine.submit(world.submission({}, program));
    assert.deepEqual(questions(), [
      ['program', 320_000, 'listed'],
      ['changed', 400_000, 'listed'],
    ]);
    assert.deepEqual([job?.quote.microUsd, job?.reservedMicroUsd], [400_000, 400_000]);
  });

  it('is asked about again where it is no longer exact, or no longer known', async () => {
    const { engine } = await world.window('w1');
    changesTo(bound);
    await engine.submit(world.submission({}, program));
    world.quote = () => usual;
    changesTo(unknown);
    world.answer = { kind: 'agreed', ceilingMicroUsd: 900_000 };
    const [job] = await engine.submit(world.submission({}, program));
    assert.deepEqual(questions(), [
      ['program', 320_000, 'listed'],
      ['changed', 320_000, 'at-least'],
      ['program', 320_000, 'listed'],
      ['unknown', 0, 'listed'],
    ]);
    assert.equal(job?.reservedMicroUsd, 900_000);
  });

  it('is asked about again for one dearer clip of a batch whose total is the same', async () => {
    const { engine } = await world.window('w1');
    const batch = world.batch([{ prompt: 'One' }, { prompt: 'Two', seconds: 8 }], program);
    world.quote = ({ seconds }) => (seconds === 8 ? dearer : usual);
    world.whileAsked = () => {
      world.quote = ({ seconds }) => (seconds === 8 ? usual : dearer);
    };
    await engine.submitAll(batch);
    assert.deepEqual(questions(), [
      ['program', 720_000, 'listed'],
      ['changed', 720_000, 'listed'],
    ]);
  });

  it('is asked about where it rose while the images were agreed to, though a person had seen the old one', async () => {
    const path = join(world.directory, 'image.png');
    await writeFile(path, tinyPng());
    changesTo(dearer);
    world.answer = { kind: 'declined' };
    const { engine } = await world.window('w1');
    const images = [{ uri: pathToFileURL(path).href, role: 'first' as const }];
    await assert.rejects(engine.submit(world.submission({ images })), { code: 'confirmation.declined' });
    assert.equal(world.uploadsAsked.length, 1);
    assert.deepEqual(questions(), [['changed', 400_000, 'listed']]);
    await assertNothing();
  });

  it('is what the caps are checked with: a rise past one is told, not asked', async () => {
    world.settings = { ...world.settings, caps: { dayMicroUsd: 350_000 } };
    changesTo(dearer);
    const { engine } = await world.window('w1');
    await assert.rejects(engine.submit(world.submission({}, program)), { code: 'cap.reached' });
    assert.equal(world.asked.length, 1);
    await assertNothing();
  });

  it('may fall: nothing is asked, and the lower one is reserved', async () => {
    changesTo({ ...usual, microUsd: 100_000 });
    const { engine } = await world.window('w1');
    const [job] = await engine.submit(world.submission({}, program));
    assert.equal(world.asked.length, 1);
    assert.equal(job?.reservedMicroUsd, 100_000);
  });

  it('is compared with the ceiling that was typed for a price that nobody knew', async () => {
    world.quote = () => unknown;
    world.answer = { kind: 'agreed', ceilingMicroUsd: 500_000 };
    const { engine } = await world.window('w1');
    changesTo({ ...bound, microUsd: 400_000 });
    const [below] = await engine.submit(world.submission({}, program));
    assert.equal(below?.reservedMicroUsd, 400_000);
    world.quote = () => unknown;
    changesTo({ ...bound, microUsd: 600_000 });
    const [above] = await engine.submit(world.submission({}, program));
    assert.equal(above?.reservedMicroUsd, 600_000);
    assert.deepEqual(questions(), [
      ['unknown', 0, 'listed'],
      ['unknown', 0, 'listed'],
      ['changed', 600_000, 'at-least'],
    ]);
  });

  it('is asked about a few times at most: a price that goes on rising submits nothing', async () => {
    let microUsd = 320_000;
    world.whileAsked = () => {
      microUsd += 10_000;
      world.quote = () => ({ ...usual, microUsd });
    };
    const { engine } = await world.window('w1');
    await assert.rejects(engine.submit(world.submission({}, program)), {
      code: 'confirmation.unavailable',
      message: /price/,
    });
    assert.ok(world.asked.length > 1 && world.asked.length < 10);
    await assertNothing();
  });

  it('holds for who runs unattended too: no exact price, no submission under a cap', async () => {
    world.settings = { ...world.settings, allowUnattended: true };
    world.uploadsGiven.add('https://api.cometapi.com');
    let looks = 0;
    world.quote = () => (looks++ === 0 ? usual : bound);
    const { engine } = await world.window('w1');
    await assert.rejects(engine.submit(world.submission({}, program)), { code: 'confirmation.unavailable' });
    await assertNothing();
  });

  describe('of a job that waits', () => {
    /** Two jobs for one slot: the second waits behind the first. */
    async function waiting() {
      world.settings = { ...world.settings, maxConcurrent: 1 };
      world.script.status = () => ({ kind: 'running' });
      const { engine } = await world.window('w1');
      const [first, second] = await engine.submitAll(world.batch([{ prompt: 'One' }, { prompt: 'Two' }]));
      assert.ok(first && second);
      await world.until(() => world.creates.length === 1);
      return { engine, second };
    }
    const endOfFirst = () => {
      world.script.status = () => ({ kind: 'done', link: 'https://clips.example/one.mp4' });
    };
    const isHeld = async ({ engine, second }: Awaited<ReturnType<typeof waiting>>) =>
      (await engine.get(second.id))?.hold === 'confirm';

    it('is not passed for a slot that comes later: it asks', async () => {
      const both = await waiting();
      world.quote = () => dearer;
      endOfFirst();
      await world.until(() => isHeld(both));
      assert.equal(world.creates.length, 1);
    });

    it('is good for the slot that comes when it fell', async () => {
      const { second, engine } = await waiting();
      world.quote = () => ({ ...usual, microUsd: 100_000 });
      endOfFirst();
      await world.until(async () => (await engine.get(second.id))?.state === 'saved');
      assert.equal(world.asked.length, 0);
    });

    it('is not passed by a rise while its question is open', async () => {
      const both = await waiting();
      world.quote = () => dearer;
      endOfFirst();
      await world.until(() => isHeld(both));
      world.quote = () => usual;
      changesTo(dearer);
      await assert.rejects(both.engine.release(both.second.id), { code: 'job.state', message: /price/ });
      assert.deepEqual(questions(), [['held', 320_000, 'listed']]);
      await world.pass(5_000);
      assert.ok(await isHeld(both));
      assert.equal(world.creates.length, 1);
    });
  });
});
