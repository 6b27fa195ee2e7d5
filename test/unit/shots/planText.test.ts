import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recipeFields } from '../../../src/core/recipe.ts';
import { imageRoles } from '../../../src/core/request.ts';
import { isPlanPath, planPlace } from '../../../src/shots/planPath.ts';
import { planTotal } from '../../../src/shots/planFiles.ts';
import { maxPlanBytes, readPlan, writePlan } from '../../../src/shots/planText.ts';
import type { PlannedImage, PlannedTake, RenderPlan } from '../../../src/shots/renderPlan.ts';
import { hostileTexts } from '../../support/hostileTexts.ts';
import { filmText } from './anyFilm.ts';
import { PlanWorld } from './planWorld.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...Object.values(hostileTexts)),
);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const name = fc.string({ maxLength: 12 }).filter(isPlanPath);
const path = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'))
  .filter(isPlanPath);
const role = fc.constantFrom(...imageRoles);
const source = fc.record({ shot: text, cell: text });

const image: fc.Arbitrary<PlannedImage> = fc.oneof(
  fc.record(
    { kind: fc.constant('file' as const), role, path, sha256: digest },
    { requiredKeys: ['kind', 'role'] },
  ),
  fc.record({ kind: fc.constant('link' as const), role, linkSha256: digest }),
  fc.record(
    { kind: fc.constant('clip' as const), role, path, clipSha256: digest, of: source },
    { requiredKeys: ['kind', 'role', 'clipSha256'] },
  ),
);

const change = fc.oneof(
  fc.record({ field: fc.constantFrom(...recipeFields) }),
  fc.record(
    {
      field: fc.nat(20).map((at) => `images[${at}]` as const),
      change: fc.constantFrom('added' as const, 'removed' as const, 'replaced' as const, 'changed' as const),
      of: text,
    },
    { requiredKeys: ['field', 'change'] },
  ),
);

const quote = fc.oneof(
  fc.record({
    microUsd: fc.nat(1_000_000_000),
    kind: fc.constantFrom('listed' as const, 'at-least' as const),
    source: text,
    date: text,
  }),
  fc.record({ kind: fc.constant('unknown' as const), source: text, date: text }),
);

const take: fc.Arbitrary<PlannedTake> = fc.record(
  {
    file: path,
    shot: text,
    cell: text,
    take: fc.integer({ min: 1, max: 1000 }),
    title: text,
    why: fc.oneof(
      fc.record({ kind: fc.constantFrom('missing' as const, 'again' as const) }),
      fc.record({ kind: fc.constant('stale' as const), changes: fc.array(change, { maxLength: 3 }) }),
    ),
    options: fc.record(
      {
        model: text,
        seconds: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        aspectRatio: text,
        resolution: text,
        mode: text,
        negativePrompt: text,
        seed: fc.integer(),
        audio: fc.boolean(),
        remixOf: text,
      },
      { requiredKeys: ['model', 'seconds', 'aspectRatio', 'resolution'] },
    ),
    promptSha256: digest,
    images: fc.array(image, { maxLength: 3 }),
    digest,
    quote,
  },
  {
    requiredKeys: [
      'file',
      'shot',
      'cell',
      'take',
      'title',
      'why',
      'options',
      'promptSha256',
      'images',
      'quote',
    ],
  },
);

/** Some of them wait for the one before, or for a job. */
const plan: fc.Arbitrary<RenderPlan> = fc
  .array(fc.tuple(take, fc.constantFrom('no', 'clip', 'job')), { maxLength: 5 })
  .map((some) => {
    const clips = some.map(([one, waits], at): PlannedTake => {
      const { digest: _digest, ...rest } = one;
      const own = { ...rest, file: 'boat.video.md', take: at + 1 };
      if (waits === 'no' || (waits === 'clip' && at === 0))
        return { ...one, take: at + 1, file: 'boat.video.md' };
      const awaited: PlannedImage = { kind: 'awaited', role: 'first', of: { shot: 'a', cell: '' } };
      const waitsFor = waits === 'clip' ? { clip: at - 1 } : { job: 'some job' };
      return { ...own, images: [awaited, ...own.images], waitsFor };
    });
    return { clips, total: planTotal(clips) };
  });

const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function anyPlan(): Promise<RenderPlan> {
  const shots = [undefined, 0, undefined].map((after, at) => ({
    words: `Wave ${at}.`,
    seconds: 4 as const,
    image: at === 2 ? 'boat.png' : undefined,
    after,
  }));
  return (await new PlanWorld().plan(filmText(shots), 'all')).plan;
}

/** Every place in a value, as the keys that lead there. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, key]))];
}

function put(value: unknown, [key, ...rest]: readonly string[], what: unknown): unknown {
  if (key === undefined) return what;
  if (Array.isArray(value))
    return value.map((one: unknown, at) => (String(at) === key ? put(one, rest, what) : one));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, one]) => [name, name === key ? put(one, rest, what) : one]),
  );
}

describe('the text of a plan', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(plan, (one) => {
        assert.deepEqual(asWritten(readPlan(writePlan(one))), asWritten({ plan: one }));
      }),
      { numRuns: 300 },
    );
  });

  it('loses nothing of a plan that was made', async () => {
    const one = await anyPlan();
    assert.deepEqual(readPlan(writePlan(one)), { plan: one });
    assert.deepEqual(readPlan(`\uFEFF${writePlan(one)}`), { plan: one });
  });

  it('is read as a whole or refused by what is wrong, whatever it says', async () => {
    const whole = asWritten(JSON.parse(writePlan(await anyPlan())));
    const places = placesIn(whole);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (at, what) => {
        const result = readPlan(JSON.stringify(put(whole, at, what)));
        if ('refusal' in result) {
          const { refusal } = result;
          if (refusal.kind === 'invalid') assert.match(refusal.field, /^(clips|total|videoPromptPlan)/);
          return;
        }
        // What was let through says what was written, and nothing besides.
        assert.deepEqual(asWritten(JSON.parse(writePlan(result.plan))), asWritten(put(whole, at, what)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused with what is wrong', async () => {
    const whole = asWritten(JSON.parse(writePlan(await anyPlan())));
    const refusalOf = (at: readonly string[], what: unknown) => {
      const result = readPlan(JSON.stringify(put(whole, at, what)));
      return 'refusal' in result ? result.refusal : undefined;
    };
    const invalid = (field: string) => ({ kind: 'invalid', field });
    assert.deepEqual(refusalOf(['total', 'microUsd'], 0), invalid('total'));
    assert.deepEqual(refusalOf(['total', 'unknownClips'], 1), invalid('total'));
    assert.deepEqual(refusalOf(['total', 'kind'], 'at-least'), invalid('total'));
    const sha = 'a'.repeat(64);
    const [, waiting] = (whole as { readonly clips: readonly object[] }).clips;
    assert.deepEqual(refusalOf(['clips', '1'], { ...waiting, digest: sha }), invalid('clips[1].digest'));
    assert.deepEqual(
      refusalOf(['clips', '0', 'options', 'seconds'], null),
      invalid('clips[0].options.seconds'),
    );
    assert.deepEqual(refusalOf(['clips', '1'], { ...waiting, more: 1 }), invalid('clips[1]'));
    assert.deepEqual(refusalOf(['clips', '0', 'quote', 'microUsd'], 1), invalid('total'));
    assert.deepEqual(refusalOf(['clips', '0', 'quote', 'kind'], 'unknown'), invalid('clips[0].quote'));
    assert.deepEqual(refusalOf(['clips', '1', 'waitsFor', 'clip'], 1), invalid('clips[1].waitsFor.clip'));
    assert.deepEqual(refusalOf(['clips', '1', 'waitsFor', 'clip'], 2), invalid('clips[1].waitsFor.clip'));
    assert.deepEqual(refusalOf(['clips', '1', 'images'], []), invalid('clips[1].images'));
    assert.deepEqual(refusalOf(['clips', '1', 'shot'], 'shot-0'), invalid('clips[1]'));
    assert.deepEqual(
      refusalOf(['clips', '2', 'images', '0', 'path'], '../key'),
      invalid('clips[2].images[0].path'),
    );
    assert.deepEqual(refusalOf(['videoPromptPlan'], 2), { kind: 'newer' });
    assert.deepEqual(refusalOf(['videoPromptPlan'], 'one'), { kind: 'notPlan' });
    assert.deepEqual(refusalOf(['videoPromptPlan'], 0), invalid('videoPromptPlan'));
    assert.deepEqual(readPlan('{"version":1}'), { refusal: { kind: 'notPlan' } });
    assert.deepEqual(readPlan('[]'), { refusal: { kind: 'notPlan' } });
    assert.deepEqual(readPlan('{'), { refusal: { kind: 'notJson' } });
    assert.deepEqual(readPlan(''), { refusal: { kind: 'notJson' } });
    assert.deepEqual(readPlan('['.repeat(1_000_000)), { refusal: { kind: 'notJson' } });
    assert.deepEqual(readPlan(' '.repeat(maxPlanBytes + 1)), { refusal: { kind: 'tooLarge' } });
    assert.deepEqual(readPlan('é'.repeat(maxPlanBytes / 2 + 1)), { refusal: { kind: 'tooLarge' } });
  });

  it('has no path that leads out of its root, on any system', () => {
    const hostile = [
      '',
      '.',
      '..',
      '/etc/passwd',
      '../a.video.md',
      'a/../../b.video.md',
      'a/./b',
      'a//b',
      'a/',
      '..\\a',
      'a\\b',
      'C:/a',
      'c:a',
      'file:///etc/passwd',
      'https://example.com/a',
      'a/... /b',
      'a\0b',
      'a\nb',
      '\ud800',
    ];
    for (const one of hostile) {
      assert.equal(planPlace('file:///work/film', one), undefined, JSON.stringify(one));
    }
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), path), (one) => {
        const place = planPlace('file:///work/film', one);
        assert.ok(place === undefined || place.startsWith('file:///work/film/'), place);
      }),
    );
    assert.equal(
      planPlace('file:///work/film', 'a b/%2e%2e/c.md'),
      'file:///work/film/a%20b/%252e%252e/c.md',
    );
  });
});
