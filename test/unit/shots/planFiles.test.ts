import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sha256 } from '../../../src/node/sha256.ts';
import type { PlanOnly, Planning } from '../../../src/shots/planFiles.ts';
import { liveStates, PlanWorld } from './planWorld.ts';
import { film, filmText } from './anyFilm.ts';

const needed: PlanOnly = ['missing', 'stale'];

const chain = (words: readonly string[], more = '') =>
  filmText(
    words.map((one, at) => ({
      words: one,
      seconds: 4,
      image: undefined,
      after: at === 0 ? undefined : at - 1,
    })),
  ).replace('model: veo3.1-fast\n', `model: veo3.1-fast\n${more}`);

const shots = ({ plan }: Planning) => plan.clips.map(({ shot }) => shot);
const kinds = ({ unplanned }: Planning) =>
  unplanned.map((one) => [one.kind, one.kind === 'obstacle' ? one.leftOut.shot : one.cell.shot]);

describe('a plan', () => {
  it('is the same for the same state, and has what is missing or stale, nothing that is current or in flight', async () => {
    const fate = fc.constantFrom('rendered' as const, 'open' as const, 'reworded' as const, ...liveStates);
    await fc.assert(
      fc.asyncProperty(film, fc.array(fate, { minLength: 6, maxLength: 6 }), async (some, fates) => {
        const world = new PlanWorld();
        const before = await world.chosen(filmText(some));
        const isMade = (at: number) => fates[at] === 'rendered' || fates[at] === 'reworded';
        // Whoever starts from a clip is made only after it.
        const made = some
          .map((_, at) => at)
          .filter(function isWhole(at: number): boolean {
            const { after } = some[at] ?? {};
            return isMade(at) && (after === undefined || isWhole(after));
          });
        await world.render(before.filter((_, at) => made.includes(at)));
        const now = some.map((shot, at) =>
          fates[at] === 'reworded' ? { ...shot, words: `Gulls ${at}.` } : shot,
        );
        const text = filmText(now);
        for (const at of some.keys()) {
          const state = liveStates.find((one) => one === fates[at]);
          if (state !== undefined) await world.begin(text, at, state);
        }
        const planning = await world.plan(text, needed);
        const again = await world.plan(text, needed);
        assert.deepEqual([again.plan, kinds(again)], [planning.plan, kinds(planning)]);
        const { clips } = planning.plan;
        for (const [at, clip] of clips.entries()) {
          const cell = (await world.cells(text)).find(({ shot }) => shot === clip.shot) ?? assert.fail();
          assert.notEqual(cell.freshness.kind, 'current');
          assert.deepEqual(clip.why, cell.freshness);
          assert.deepEqual(cell.jobs, []);
          const { waitsFor } = clip;
          if (waitsFor === undefined) assert.equal(clip.digest, cell.digest());
          else if ('clip' in waitsFor) assert.ok(waitsFor.clip < at);
        }
        const index = (shot: string) => Number(shot.replace('shot-', ''));
        for (const [at] of some.entries()) {
          const isIn = clips.some(({ shot }) => index(shot) === at);
          const cell = (await world.cells(text))[at] ?? assert.fail();
          const isTold = planning.unplanned.some(
            (one) => one.kind !== 'obstacle' && index(one.cell.shot) === at,
          );
          assert.ok(isIn || isTold || cell.freshness.kind === 'current', cell.shot);
          assert.ok(!(isIn && isTold));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('puts each clip behind the one that it starts from, whatever the order of the file', async () => {
    const text = `---\nmodel: veo3.1-fast\n---\n\n## Late\n\n\`\`\`yaml\nfirst: { clip: ./early }\nvariants: 2\n\`\`\`\n\nA.\n\n## Early\n\nB.\n`;
    const { plan } = await new PlanWorld().plan(text, needed);
    assert.deepEqual(
      plan.clips.map(({ shot, take, waitsFor, digest }) => [shot, take, waitsFor, digest === undefined]),
      [
        ['early', 1, undefined, false],
        ['late', 1, { clip: 0 }, true],
        ['late', 2, { clip: 0 }, true],
      ],
    );
    assert.deepEqual(plan.clips[1]?.images, [
      { kind: 'awaited', role: 'first', of: { shot: 'early', cell: '' } },
    ]);
    assert.deepEqual(plan.total, { microUsd: 2_880_000 / 3, kind: 'listed', unknownClips: 0 });
  });

  it('counts the places of a second file after those of the first', async () => {
    const world = new PlanWorld();
    const text = chain(['A.', 'B.']);
    world.texts.set('file:///work/film/second.video.md', text);
    const { plan } = await world.planAll([text, text], needed);
    assert.deepEqual(
      plan.clips.map(({ file, waitsFor }) => [file, waitsFor]),
      [
        ['boat.video.md', undefined],
        ['boat.video.md', { clip: 0 }],
        ['other.video.md', undefined],
        ['other.video.md', { clip: 2 }],
      ],
    );
  });

  it('takes only what is missing, or only what is stale, and leaves out what would start from the rest', async () => {
    const world = new PlanWorld();
    await world.render((await world.chosen(chain(['A.', 'B.', 'C.']))).slice(0, 2));
    const text = chain(['Other.', 'B.', 'C.']);
    const missing = await world.plan(text, ['missing']);
    assert.deepEqual([shots(missing), kinds(missing), missing.leftAlone], [[], [['waits', 'shot-2']], 2]);
    const stale = await world.plan(text, ['stale']);
    assert.deepEqual([shots(stale), kinds(stale), stale.leftAlone], [['shot-0', 'shot-1'], [], 1]);
    const both = await world.plan(text, needed);
    assert.deepEqual(
      both.plan.clips.map(({ shot, take, why }) => [shot, take, why]),
      [
        ['shot-0', 2, { kind: 'stale', changes: [{ field: 'prompt' }] }],
        ['shot-1', 2, { kind: 'stale', changes: [{ field: 'images[0]', change: 'changed', of: 'Shot 0' }] }],
        ['shot-2', 1, { kind: 'missing' }],
      ],
    );
  });

  it('of everything has another take of what is current', async () => {
    const world = new PlanWorld();
    const text = chain(['A.', 'B.']);
    await world.render(await world.chosen(text));
    const { plan } = await world.plan(text, 'all');
    assert.deepEqual(
      plan.clips.map(({ take, why, waitsFor }) => [take, why.kind, waitsFor]),
      [
        [2, 'again', undefined],
        [2, 'again', { clip: 0 }],
      ],
    );
    assert.equal((await world.plan(text, needed)).leftAlone, 2);
  });

  it('leaves to a person what is under way with any words, and what waits for it', async () => {
    for (const state of liveStates) {
      const world = new PlanWorld();
      await world.begin(chain(['A.', 'B.']), 0, state);
      const planning = await world.plan(chain(['Other words.', 'B.']), 'all');
      assert.deepEqual(shots(planning), [], state);
      assert.deepEqual(kinds(planning), [
        ['underWay', 'shot-0'],
        ['waits', 'shot-1'],
      ]);
    }
  });

  it('leaves to a person a clip that nobody can read what it was made of', async () => {
    const world = new PlanWorld();
    const uri = 'file:///work/film/boat/shot-0-1.mp4';
    world.unreadable.push({ uri, sidecarUri: `${uri}.json`, isEmpty: true });
    const planning = await world.plan(chain(['A.', 'B.']), 'all');
    assert.deepEqual(kinds(planning), [
      ['unreadable', 'shot-0'],
      ['waits', 'shot-1'],
    ]);
  });

  it('has nothing of which another take is just what is asked for, though an older one is kept', async () => {
    const world = new PlanWorld();
    const [first = ''] = await world.render(await world.chosen(chain(['A.'])));
    await world.render(await world.chosen(chain(['Other.'])));
    const kept: unknown = JSON.parse(world.sidecars.get(first) ?? '');
    world.sidecars.set(first, JSON.stringify({ ...(kept as object), kept: true }));
    const planning = await world.plan(chain(['Other.']), needed);
    assert.deepEqual([shots(planning), planning.leftAlone], [[], 1]);
    assert.equal((await world.cells(chain(['Other.'])))[0]?.freshness.kind, 'stale');
  });

  it('has nothing current that starts from a clip of which another take is under way', async () => {
    const world = new PlanWorld();
    const text = chain(['A.', 'B.']);
    await world.render(await world.chosen(text));
    await world.begin(text, 0, 'running');
    const planning = await world.plan(text, needed);
    assert.deepEqual([shots(planning), planning.leftAlone], [[], 1]);
  });

  it('waits for the clip of a job that makes what it starts from', async () => {
    const world = new PlanWorld();
    const text = chain(['A.', 'B.']);
    await world.begin(text, 0, 'running');
    const { plan } = await world.plan(text, needed);
    assert.deepEqual(
      plan.clips.map(({ shot, waitsFor }) => [shot, waitsFor]),
      [['shot-1', { job: world.jobs[0]?.id }]],
    );
  });

  it('tells what errors block, and what starts from it', async () => {
    const text = chain(['A.', 'B.', 'C.']).replace('seconds: 4\n', 'seconds: 5\n');
    const planning = await new PlanWorld().plan(text, needed);
    assert.deepEqual(
      [shots(planning), kinds(planning).map(([kind]) => kind)],
      [[], Array(3).fill('obstacle')],
    );
  });

  it('tells which clips lead out of the folder, and goes on with the rest', async () => {
    const world = new PlanWorld();
    world.folder = undefined;
    const text = chain(['A.', 'B.', 'C.']).replace('seconds: 4\n', 'seconds: 4\noutput: elsewhere/\n');
    const planning = await world.plan(`${text}\n## Alone\n\nD.\n`, needed);
    assert.deepEqual(shots(planning), ['alone']);
    assert.deepEqual(kinds(planning), [
      ['trouble', 'shot-0'],
      ['waits', 'shot-1'],
      ['waits', 'shot-2'],
    ]);
  });

  it('has no file that lies outside of its root', async () => {
    const world = new PlanWorld();
    world.root = 'file:///work/film/inner';
    assert.deepEqual(kinds(await world.plan(chain(['A.']), needed)), [['place', 'shot-0']]);
  });

  it('names images by their path and content', async () => {
    const world = new PlanWorld();
    const { plan } = await world.plan(
      '---\nmodel: veo3.1-fast\nfirst: cast/boat.png\n---\nA boat.\n',
      needed,
    );
    const [image] = plan.clips[0]?.images ?? [];
    assert.deepEqual(image, {
      kind: 'file',
      role: 'first',
      path: 'cast/boat.png',
      sha256: sha256('boat.png'),
    });
  });
});
