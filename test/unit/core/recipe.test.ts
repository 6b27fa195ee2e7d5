import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Job } from '../../../src/core/job.ts';
import {
  compareRecipes,
  notFetched,
  type Recipe,
  recipeOf,
  recipeOfSidecar,
  recipeText,
  seenText,
} from '../../../src/core/recipe.ts';
import { type ImageRole, imageRoles, type VideoRequest } from '../../../src/core/request.ts';
import { type Sidecar, writeSidecar } from '../../../src/core/sidecar.ts';
import { makeJob, request } from './makeJob.ts';

const sidecarOf = (job: Job) => JSON.parse(writeSidecar(job, { savedAt: 1 })) as Sidecar;
const file = (name: string, role: ImageRole = 'first') => ({ uri: `file:///work/film/${name}`, role });
const frame = (sha256: string) => ({ ...file('drafts/f.png'), clip: { sha256 } });

const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const role = fc.constantFrom(...imageRoles);
const anyImage = fc.oneof(
  fc.record({ uri: fc.constantFrom('file:///work/film/a.png', 'file:///else/b.png'), role }),
  fc.record({ uri: fc.constant('https://images.example/c.png?v=1'), role }),
  fc.record({
    uri: fc.constant('file:///work/film/d.png'),
    role,
    clip: fc.record({ uri: fc.constant('file:///work/film/d.mp4'), sha256: digest }),
  }),
);
const options = {
  prompt: fc.string(),
  model: fc.constantFrom('veo3.1', 'veo3.1-fast'),
  seconds: fc.nat(20),
  aspectRatio: fc.constantFrom('16:9', '9:16'),
  resolution: fc.constantFrom('720p', '1080p'),
  mode: fc.constantFrom('std', 'pro'),
  negativePrompt: fc.string(),
  seed: fc.nat(),
  audio: fc.boolean(),
  remixOf: fc.record({ taskId: fc.constantFrom('task_1', 'task_2'), origin: fc.webUrl() }),
};
const anyRequest: fc.Arbitrary<VideoRequest> = fc.record(
  { ...options, images: fc.array(anyImage, { maxLength: 4 }) },
  { requiredKeys: ['prompt', 'model', 'seconds', 'aspectRatio', 'resolution', 'images'] },
);
const anyRecipe: fc.Arbitrary<Recipe> = fc
  .tuple(anyRequest, fc.array(digest, { minLength: 4, maxLength: 4 }))
  .map(([any, digests]) => recipeOf(any, digests));

describe('the recipe of a clip', () => {
  it('is the words, the options and what the images show', () => {
    const asked: VideoRequest = {
      ...request,
      seed: 7,
      audio: false,
      variants: 3,
      output: 'videos/',
      remixOf: { taskId: 'task_1', origin: 'https://api.cometapi.com' },
      images: [file('a.png'), frame('c11p'), { uri: 'https://images.example/c.png', role: 'last' }],
    };
    assert.equal(
      recipeText(recipeOf(asked, ['d1gest', 'not asked for', undefined])),
      '{"prompt":"A paper boat crosses a puddle","model":"veo3.1-fast","seconds":4,"aspectRatio":"16:9",' +
        '"resolution":"720p","seed":7,"audio":false,"remixOf":"task_1","images":[{"role":"first","sha256":"d1gest"},' +
        '{"role":"first","clipSha256":"c11p"},{"role":"last","link":"https://images.example/c.png"}]}',
    );
  });

  it('does not change with the places of images, the number of clips or where they go', () => {
    const one = recipeOf({ ...request, images: [file('a.png')] }, ['d']);
    const other = recipeOf({ ...request, images: [file('b/c.png')], variants: 2, output: 'x/' }, ['d']);
    assert.equal(recipeText(one), recipeText(other));
    assert.deepEqual(compareRecipes(one, other), []);
  });

  it('does not change with what nobody sees: ends of lines, empty lines, characters without width', () => {
    const as = (prompt: string) => recipeOf({ ...request, prompt }, []);
    const now = as('A boat leaves.\nWaves, caf\u00e9.');
    for (const prompt of [
      'A boat leaves.  \nWaves, caf\u00e9.\t',
      '\n\nA boat leaves.\n\n\nWaves, caf\u00e9.\n',
      'A boat leaves.\r\nWaves, caf\u00e9.',
      '\uFEFFA boat\u200B leaves.\n \u00a0\nWaves, cafe\u0301.',
    ]) {
      assert.deepEqual(compareRecipes(as(prompt), now), [], JSON.stringify(prompt));
      assert.equal(recipeText(as(prompt)), recipeText(now));
    }
    for (const prompt of ['A boat leaves. Waves, caf\u00e9.', 'a boat leaves.\nWaves, caf\u00e9.', ''])
      assert.deepEqual(compareRecipes(as(prompt), now), [{ field: 'prompt' }], prompt);
  });

  it('takes an image that was not fetched for any', () => {
    const one = recipeOf({ ...request, images: [file('a.png')] }, ['d']);
    const other = recipeOf({ ...request, images: [file('a.png')] }, [notFetched]);
    assert.deepEqual(compareRecipes(one, other), []);
  });

  it('does not depend on the order in which a request was written', () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        const turned = Object.fromEntries(Object.entries(recipe).reverse()) as object as Recipe;
        assert.equal(recipeText(turned), recipeText(recipe));
      }),
    );
  });

  it('is read from a sidecar as it was', () => {
    fc.assert(
      fc.property(anyRequest, fc.array(digest, { minLength: 4, maxLength: 4 }), (asked, digests) => {
        const images = asked.images.flatMap(({ uri, role }, index) =>
          uri.startsWith('https:')
            ? []
            : [
                {
                  role,
                  sha256: digests[index] ?? '',
                  bytes: 1,
                  type: 'image/png' as const,
                  name: uri.slice(-5),
                },
              ],
        );
        const clip = { bytes: 1, sha256: 'c', extension: '.mp4', uri: 'file:///work/film/v/a.mp4' };
        const recorded = recipeOfSidecar(sidecarOf(makeJob({ request: asked, images, clip })));
        assert.deepEqual(compareRecipes(recorded, recipeOf(asked, digests)), []);
        if (images.length === asked.images.length)
          assert.equal(recipeText(recorded), recipeText(recipeOf(asked, digests)));
      }),
    );
  });

  it('is the same as another exactly when nothing is found to have changed', () => {
    fc.assert(
      fc.property(anyRecipe, fc.oneof(anyRecipe, fc.constant(undefined)), (one, any) => {
        const other = any ?? structuredClone(one);
        const isSame = recipeText(one) === recipeText(other);
        assert.equal(compareRecipes(one, other).length === 0, isSame);
        assert.equal(compareRecipes(other, one).length, compareRecipes(one, other).length);
      }),
    );
  });

  it('names just the options that changed', () => {
    fc.assert(
      fc.property(anyRequest, fc.record(options, { requiredKeys: [] }), (asked, changes) => {
        const now = { ...asked, ...changes };
        const changed = Object.keys(options).filter((name) => {
          const valueOf = (one: VideoRequest) => {
            const value = one[name as keyof typeof options];
            if (typeof value === 'object') return value.taskId;
            // Two prompts that differ only in white space at their ends ask for the same.
            return typeof value === 'string' ? seenText(value) : value;
          };
          return valueOf(asked) !== valueOf(now);
        });
        const digests = ['a', 'b', 'c', 'd'];
        assert.deepEqual(
          compareRecipes(recipeOf(asked, digests), recipeOf(now, digests)).map(({ field }) => field),
          changed,
        );
      }),
    );
  });

  describe('names what became of each image:', () => {
    const withImages = (images: VideoRequest['images'], digests: readonly (string | undefined)[]) =>
      recipeOf({ ...request, images }, digests);
    const two = withImages([file('a.png'), file('b.png', 'last')], ['a', 'b']);
    const cases: readonly [string, Recipe, Recipe, unknown][] = [
      ['added', withImages([], []), withImages([file('a.png')], ['a']), [['images[0]', 'added']]],
      [
        'added in front',
        two,
        withImages([file('c.png'), file('a.png'), file('b.png', 'last')], ['c', 'a', 'b']),
        [['images[0]', 'added']],
      ],
      ['removed', two, withImages([file('b.png', 'last')], ['b']), [['images[0]', 'removed']]],
      [
        'replaced',
        two,
        withImages([file('a.png'), file('b.png', 'last')], ['a', 'x']),
        [['images[1]', 'replaced']],
      ],
      [
        'in another role',
        two,
        withImages([file('a.png'), file('b.png', 'reference')], ['a', 'b']),
        [['images[1]', 'changed']],
      ],
      [
        'of a clip that is another',
        withImages([frame('1')], []),
        withImages([frame('2')], []),
        [['images[0]', 'changed']],
      ],
      [
        'a frame instead of a file',
        withImages([file('a.png')], ['a']),
        withImages([frame('2')], []),
        [['images[0]', 'replaced']],
      ],
      [
        'that cannot be read any more',
        withImages([file('a.png')], ['a']),
        withImages([file('a.png')], [undefined]),
        [['images[0]', 'replaced']],
      ],
      [
        'changed places',
        two,
        withImages([file('b.png', 'last'), file('a.png')], ['b', 'a']),
        [
          ['images[0]', 'replaced'],
          ['images[1]', 'replaced'],
        ],
      ],
    ];
    for (const [name, before, now, expected] of cases) {
      it(name, () => {
        assert.deepEqual(
          compareRecipes(before, now).map((change) => [change.field, 'change' in change && change.change]),
          expected,
        );
      });
    }
  });

  it('knows the link of a sidecar by its file name', () => {
    const linked = (uri: string): VideoRequest => ({ ...request, images: [{ uri, role: 'first' }] });
    const recorded = recipeOfSidecar(sidecarOf(makeJob({ request: linked('https://a.example/x.png?s=1') })));
    assert.deepEqual(compareRecipes(recorded, recipeOf(linked('https://b.example/x.png'), [])), []);
    assert.equal(compareRecipes(recorded, recipeOf(linked('https://a.example/y.png'), [])).length, 1);
  });
});
