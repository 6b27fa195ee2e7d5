import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { VideoPromptError } from '../../../src/core/errors.ts';
import type { Quote } from '../../../src/core/quote.ts';
import { tinyPng } from './tinyPng.ts';
import { type Window, World } from './world.ts';

const priced = (microUsd: number): Quote => ({ microUsd, kind: 'listed', source: 'list', date: '2026-11' });
const agent = { caller: { kind: 'agent' } } as const;

describe('an agent', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.make();
    world.quote = () => priced(300_000);
  });
  afterEach(async () => {
    await world.close();
  });
  const allow = (agentDayMicroUsd: number, others: object = {}) => {
    world.settings = { ...world.settings, agentDayMicroUsd, ...others };
  };
  const jobs = async ({ engine }: Window) => await engine.list({ limit: 50 });
  /** What came of a call: the number of its jobs, or why there are none. */
  const outcome = async (call: Promise<readonly unknown[]>) =>
    await call.then(
      (made) => made.length,
      (error: unknown) => (error instanceof VideoPromptError ? error.code : 'another error'),
    );
  const reasons = () => world.asked.map(({ reason }) => reason);

  it('asks a person about the price, however little it is, where it has no allowance', async () => {
    const { engine } = await world.window('w1');
    const [job] = await engine.submit(world.submission({}, agent));
    assert.deepEqual(reasons(), ['agent']);
    assert.equal(job?.by, 'agent');
    world.answer = { kind: 'declined' };
    assert.equal(
      await outcome(engine.submit(world.submission({ prompt: 'Two' }, agent))),
      'confirmation.declined',
    );
    assert.equal((await engine.list({ limit: 5 })).length, 1);
  });

  it('is not asked for within its allowance, and is behind it', async () => {
    allow(650_000);
    const { engine } = await world.window('w1');
    for (const prompt of ['One', 'Two']) await engine.submit(world.submission({ prompt }, agent));
    assert.deepEqual(reasons(), []);
    await engine.submit(world.submission({ prompt: 'Three' }, agent));
    assert.deepEqual(reasons(), ['agent']);
  });

  it('never counts what people spend against its allowance', async () => {
    allow(300_000);
    const { engine } = await world.window('w1');
    await engine.submit(
      world.submission({ prompt: 'Mine' }, { caller: { kind: 'person', shownMicroUsd: 300_000 } }),
    );
    await engine.submit(world.submission({}, agent));
    assert.deepEqual(reasons(), []);
  });

  it('is refused when nobody answers within two minutes; a late answer submits nothing', async () => {
    world.isSomebodyThere = false;
    const window = await world.window('w1');
    const refused = outcome(window.engine.submit(world.submission({}, agent)));
    await world.until(() => world.asked.length === 1);
    await world.pass(119_000);
    assert.equal(await Promise.race([refused, Promise.resolve('open')]), 'open');
    await world.pass(3_000);
    assert.equal(await refused, 'confirmation.unavailable');
    assert.deepEqual(await jobs(window), []);
  });

  it('opens one question for ten calls at nobody’s keyboard, and ten refusals follow', async () => {
    world.isSomebodyThere = false;
    const window = await world.window('w1');
    const calls = Array.from({ length: 10 }, (_, at) =>
      outcome(window.engine.submit(world.submission({ prompt: `Boat ${String(at)}` }, agent))),
    );
    await world.until(() => world.asked.length === 1);
    await world.pass(125_000);
    assert.deepEqual(new Set(await Promise.all(calls)), new Set(['confirmation.unavailable']));
    assert.equal(world.asked.length, 1);
    assert.deepEqual(await jobs(window), []);
  });

  it('asks within an allowance too where the price is not exact, or nobody knows it', async () => {
    allow(10_000_000);
    const { engine } = await world.window('w1');
    world.quote = () => ({ ...priced(300_000), kind: 'at-least' });
    await engine.submit(world.submission({ prompt: 'One' }, agent));
    world.quote = () => ({ kind: 'unknown', source: '', date: '' });
    world.answer = { kind: 'agreed', ceilingMicroUsd: 500_000 };
    await engine.submit(world.submission({ prompt: 'Two' }, agent));
    assert.deepEqual(reasons(), ['agent', 'unknown']);
  });

  it('asks again where the price rose while the question was open', async () => {
    const { engine } = await world.window('w1');
    world.whileAsked = () => {
      world.quote = () => priced(400_000);
    };
    const [job] = await engine.submit(world.submission({}, agent));
    assert.deepEqual(reasons(), ['agent', 'changed']);
    assert.equal(job?.reservedMicroUsd, 400_000);
  });

  it('is stopped by a cap whatever its allowance is, without a question', async () => {
    allow(10_000_000, { caps: { dayMicroUsd: 500_000 } });
    const window = await world.window('w1');
    await window.engine.submit(world.submission({ prompt: 'One' }, agent));
    assert.equal(
      await outcome(window.engine.submit(world.submission({ prompt: 'Two' }, agent))),
      'cap.reached',
    );
    assert.deepEqual(reasons(), []);
    assert.equal((await jobs(window)).length, 1);
  });

  it('makes the same request once, however often it is asked for at the same time and in how many windows', async () => {
    allow(10_000_000);
    const windows = [await world.window('w1'), await world.window('w2')];
    const outcomes = await Promise.all(
      windows.flatMap(({ engine }) =>
        Array.from({ length: 5 }, () => outcome(engine.submit(world.submission({}, agent)))),
      ),
    );
    assert.deepEqual(outcomes.sort(), [1, ...Array.from({ length: 9 }, () => 'job.duplicate')]);
  });

  it('gets the clip that a person is having made, who may have a second one made', async () => {
    allow(10_000_000);
    const { engine } = await world.window('w1');
    const person = { caller: { kind: 'person', shownMicroUsd: 300_000 } } as const;
    await engine.submit(world.submission({}, person));
    assert.equal(await outcome(engine.submit(world.submission({}, agent))), 'job.duplicate');
    assert.equal(await outcome(engine.submit(world.submission({}, person))), 1);
  });

  it('makes a request again once a person has looked at the clip that it brought', async () => {
    allow(10_000_000);
    const window = await world.window('w1');
    const [first] = await window.engine.submit(world.submission({}, agent));
    await world.untilState(window, first?.id ?? '', 'saved');
    assert.equal(await outcome(window.engine.submit(world.submission({}, agent))), 'job.duplicate');
    const seen = { upTo: await window.store.newest(), agreedSecond: [] };
    const [again] = await window.engine.submit(world.submission({}, { ...agent, seen }));
    assert.deepEqual(
      (await window.store.ofRecipe(first?.digest ?? '', 10)).map(({ id }) => id),
      [again?.id, first?.id],
    );
  });

  it('uploads no image before a person has agreed to it, unless the user lets it', async () => {
    allow(10_000_000);
    const { engine } = await world.window('w1');
    const path = join(world.directory, 'boat.png');
    await writeFile(path, tinyPng());
    const image = { uri: pathToFileURL(path).href, role: 'first' as const };
    const submit = (prompt: string) =>
      outcome(engine.submit(world.submission({ prompt, images: [image] }, agent)));
    world.isSomebodyThere = false;
    const unanswered = submit('One');
    await world.until(() => world.uploadsAsked.length === 1);
    await world.pass(125_000);
    assert.equal(await unanswered, 'upload.unconfirmed');
    allow(10_000_000, { allowUploads: true });
    assert.equal(await submit('Two'), 1);
    assert.equal(world.uploadsAsked.length, 1);
  });

  it('never uploads an image from outside of the workspace by itself', async () => {
    allow(10_000_000, { allowUploads: true });
    world.mayUpload = false;
    const { engine } = await world.window('w1');
    const image = {
      uri: new URL('../../../media/icon.png', import.meta.url).href,
      role: 'reference' as const,
    };
    const refused = outcome(
      engine.submit(world.submission({ model: 'veo3.1-fast', images: [{ ...image, role: 'first' }] }, agent)),
    );
    assert.equal(await refused, 'confirmation.declined');
    assert.equal(world.uploadsAsked.length, 1);
  });

  it('never spends more than its allowance unasked, in whatever windows and at whatever prices', async () => {
    const clip = fc.record({
      window: fc.nat({ max: 2 }),
      seconds: fc.constantFrom(4, 6, 8),
      variants: fc.integer({ min: 1, max: 3 }),
    });
    const cents = fc.integer({ min: 1, max: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(clip, { minLength: 1, maxLength: 8 }),
        fc.record({ 4: cents, 6: cents, 8: cents }),
        fc.integer({ min: 1, max: 150 }),
        async (clips, prices, allowance) => {
          const own = await World.make();
          try {
            const priceOf = (seconds: number) =>
              10_000 * (seconds === 4 ? prices[4] : seconds === 6 ? prices[6] : prices[8]);
            own.settings = { ...own.settings, agentDayMicroUsd: allowance * 10_000 };
            own.answer = { kind: 'declined' };
            own.quote = ({ seconds }) => priced(priceOf(seconds));
            const windows = await Promise.all(['a', 'b', 'c'].map((id) => own.window(id)));
            await Promise.all(
              clips.map(async ({ window, ...fields }, at) => {
                const prompt = `Boat ${String(at)}`;
                await windows[window]?.engine
                  .submit(own.submission({ prompt, ...fields }, agent))
                  .catch(() => undefined);
              }),
            );
            const made = (await windows[0]?.engine.list({ limit: 100 })) ?? [];
            const spent = made.reduce((sum, { reservedMicroUsd }) => sum + reservedMicroUsd, 0);
            assert.ok(spent <= allowance * 10_000, `${String(spent)} of ${String(allowance * 10_000)}`);
            const cheapest = Math.min(...clips.map(({ seconds, variants }) => priceOf(seconds) * variants));
            assert.equal(made.length > 0, cheapest <= allowance * 10_000);
          } finally {
            await own.close();
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
