import assert from 'node:assert/strict';
import fc from 'fast-check';
import { quoteClip } from '../../../src/core/quote.ts';
import type { PlanChange } from '../../../src/shots/planChanges.ts';
import { readPlan, writePlan } from '../../../src/shots/planText.ts';
import { film, filmText, type Shot } from './anyFilm.ts';
import { PlanWorld } from './planWorld.ts';

const shotAt = (change: Pick<PlanChange, 'shot'>) => Number(change.shot.replace('shot-', ''));

/** What of a change matters here: its kind, and of what. */
function told(change: PlanChange): string {
  const at = shotAt(change);
  switch (change.kind) {
    case 'recipe':
      return change.changes.map((one) => `${at} ${one.field}`).join();
    case 'unplanned':
      return `${at} ${change.unplanned.kind}`;
    default:
      return `${at} ${change.kind}`;
  }
}

const dearer = (world: PlanWorld, factor: number) => {
  world.market = {
    ...world.market,
    quote: (request, model) => {
      const quote = quoteClip(request, model);
      return quote.microUsd === undefined ? quote : { ...quote, microUsd: quote.microUsd * factor };
    },
  };
};

const shots = (...some: readonly Partial<Shot>[]): readonly Shot[] =>
  some.map((one, at) => ({ words: `Wave ${at}.`, seconds: 4, image: undefined, after: undefined, ...one }));

describe('the changes since a plan', () => {
  it('are everything that matters and nothing else', async () => {
    const fate = fc.constantFrom(
      'same',
      'same',
      'reworded',
      'longer',
      'pictured',
      'gone',
      'rendered',
      'job',
      'output',
    );
    await fc.assert(
      fc.asyncProperty(
        film.map((some) => some.map((shot) => ({ ...shot, after: undefined }))),
        fc.array(fate, { minLength: 6, maxLength: 6 }),
        fc.subarray(['boat.png', 'sea.png']),
        fc.constantFrom(1, 1, 2, 0.5),
        async (some, fates, pictures, factor) => {
          const world = new PlanWorld();
          const text = filmText(some);
          const { plan } = await world.plan(text, ['missing']);
          assert.deepEqual(await world.changes(plan, text), []);
          const chosen = await world.chosen(text);
          await world.render(chosen.filter((_, at) => fates[at] === 'rendered'));
          for (const at of some.keys()) if (fates[at] === 'job') await world.begin(text, at, 'running');
          for (const name of pictures) world.pictures.set(name, 'another picture');
          dearer(world, factor);
          const now = some.map((shot, at): Shot => {
            if (fates[at] === 'reworded') return { ...shot, words: 'Something else.' };
            if (fates[at] === 'longer') return { ...shot, seconds: shot.seconds === 8 ? 4 : 8 };
            return fates[at] === 'pictured' ? { ...shot, image: 'new.png' } : shot;
          });
          // A shot keeps its name where another one is gone.
          const parts = filmText(now).split(/(?=^## )/m);
          const left = parts.filter((_, at) => at === 0 || fates[at - 1] !== 'gone');
          const after = left
            .join('')
            .replaceAll(/^## Shot (\d)\n\n```yaml\n/gm, (head, at: string) =>
              fates[Number(at)] === 'output' ? `${head}output: elsewhere/\n` : head,
            );
          const expected = some.flatMap((shot, at): readonly string[] => {
            const longer = fates[at] === 'longer' ? (shot.seconds === 8 ? 4 : 8) / shot.seconds : 1;
            const isOther = shot.image !== undefined && pictures.includes(shot.image);
            switch (fates[at]) {
              case 'gone':
                return [`${at} gone`];
              // What was made of the former picture is not what is asked for now.
              case 'rendered':
                return isOther
                  ? [`${at} images[0]`, ...(factor === 2 ? [`${at} price`] : [])]
                  : [`${at} current`];
              case 'job':
                return [`${at} underWay`];
              default: {
                const fields = [
                  ...(fates[at] === 'reworded' ? ['prompt'] : []),
                  ...(fates[at] === 'longer' ? ['seconds'] : []),
                  ...(isOther || fates[at] === 'pictured' ? ['images[0]'] : []),
                ];
                return [
                  ...(fields.length === 0 ? [] : [fields.map((field) => `${at} ${field}`).join()]),
                  ...(factor * longer > 1 ? [`${at} price`] : []),
                ];
              }
            }
          });
          const all = some.every((_, at) => fates[at] === 'gone') ? undefined : after;
          assert.deepEqual((await world.changes(plan, all)).map(told), expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are the same for a plan that was written and read', async () => {
    const world = new PlanWorld();
    const { plan } = await world.plan(filmText(shots({}, { after: 0 })), 'all');
    const read = readPlan(writePlan(plan));
    assert.ok('plan' in read);
    const text = filmText(shots({ words: 'Other.' }, { after: 0, seconds: 8 }));
    assert.deepEqual(await world.changes(read.plan, text), await world.changes(plan, text));
  });

  const chain = filmText(shots({}, { after: 0 }, { after: 1 }));
  const changesOf = async (world: PlanWorld, plan: Parameters<PlanWorld['changes']>[0], text: string) =>
    (await world.changes(plan, text)).map(told);

  it('do not have what waits for a clip that was made by now', async () => {
    const world = new PlanWorld();
    const { plan } = await world.plan(chain, 'all');
    await world.render((await world.chosen(chain)).slice(0, 1));
    assert.deepEqual(await changesOf(world, plan, chain), ['0 current']);
    await world.begin(chain, 1, 'running');
    assert.deepEqual(await changesOf(world, plan, chain), ['0 current', '1 underWay']);
  });

  it('have a clip that is another by now, or is not as it should be any more', async () => {
    const world = new PlanWorld();
    await world.render((await world.chosen(chain)).slice(0, 2));
    const { plan } = await world.plan(chain, ['missing']);
    assert.deepEqual(
      plan.clips.map(({ shot }) => shot),
      ['shot-2'],
    );
    assert.deepEqual(await world.changes(plan, chain), []);
    assert.deepEqual(await changesOf(world, plan, chain.replace('Wave 1.', 'Gulls.')), ['2 waits']);
    await world.render((await world.chosen(chain)).slice(1, 2));
    const [change] = await world.changes(plan, chain);
    assert.ok(change?.kind === 'recipe');
    assert.deepEqual(change.changes, [{ field: 'images[0]', change: 'changed', of: 'Shot 1' }]);
  });

  it('have a shot that starts from another one now', async () => {
    const world = new PlanWorld();
    const { plan } = await world.plan(chain, 'all');
    assert.deepEqual(await changesOf(world, plan, filmText(shots({}, { after: 0 }, { after: 0 }))), [
      '2 images[0]',
    ]);
  });

  it('have errors, and what starts from a shot with errors', async () => {
    const world = new PlanWorld();
    const { plan } = await world.plan(chain, 'all');
    const text = chain.replace('seconds: 4', 'seconds: 5');
    assert.deepEqual(await changesOf(world, plan, text), ['0 obstacle', '1 obstacle', '2 obstacle']);
    const nonsense = chain.replace('seconds: 4', 'seconds: soon');
    assert.deepEqual(await changesOf(world, plan, nonsense), ['0 obstacle', '1 obstacle', '2 obstacle']);
  });

  it('have a shot whose errors leave open which clips it asks for', async () => {
    const world = new PlanWorld();
    const text = filmText(shots({})).replace('seconds: 4\n', 'matrix: { seconds: [4, 8] }\n');
    const { plan } = await world.plan(text, 'all');
    const many = Array.from({ length: 100 }, (_, at) => at + 1).join(', ');
    assert.deepEqual(await changesOf(world, plan, text.replace('4, 8', many)), ['0 obstacle', '0 obstacle']);
  });

  it('have a model that became another, or is not known any more', async () => {
    const world = new PlanWorld();
    const text = filmText(shots({}));
    const { plan } = await world.plan(text, 'all');
    assert.deepEqual(await changesOf(world, plan, text.replace('veo3.1-fast', 'veo3.1')), [
      '0 model',
      '0 price',
    ]);
    world.market = { ...world.market, find: () => undefined };
    assert.deepEqual(await changesOf(world, plan, text), ['0 obstacle']);
  });

  it('have another number of takes, a price that nobody knows any more, and another take of what was current', async () => {
    const world = new PlanWorld();
    const text = filmText(shots({}));
    await world.render(await world.chosen(text));
    const { plan } = await world.plan(text, 'all');
    assert.deepEqual(await world.changes(plan, text), []);
    const twice = text.replace('model:', 'variants: 2\nmodel:');
    const [takes] = await world.changes(plan, twice);
    assert.ok(takes?.kind === 'takes');
    assert.deepEqual([takes.before, takes.now], [1, 2]);
    await world.render(await world.chosen(text));
    assert.deepEqual(await changesOf(world, plan, text), ['0 current']);
    world.sidecars.clear();
    world.market = { ...world.market, quote: () => ({ kind: 'unknown', source: '', date: '' }) };
    assert.deepEqual(await changesOf(world, plan, text), ['0 price']);
  });
});
