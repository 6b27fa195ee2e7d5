import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findModel, models } from '../../../src/core/catalogue/catalogue.ts';
import type { Model } from '../../../src/core/catalogue/model.ts';
import { seedance20 } from '../../../src/core/catalogue/seedance.ts';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import { describeFinding, type Finding, type FindingCode, findingText } from '../../../src/core/finding.ts';
import { isSendable, preflight } from '../../../src/core/preflight.ts';
import type { ImageInput } from '../../../src/core/imageInput.ts';
import { imageRoles, type RequestImage, type VideoRequest } from '../../../src/core/request.ts';
import { request } from './makeJob.ts';

const facts = { type: 'image/png', width: 1280, height: 720 } as const;
const goodFile = { kind: 'read', bytes: 5_000, facts } as const;
const first: RequestImage = { uri: 'file:///w/a%20boat.png', role: 'first' };
const last: RequestImage = { uri: 'file:///w/end.png', role: 'last' };
const reference: RequestImage = { uri: 'file:///w/look.png', role: 'reference' };

function check(
  fields: Partial<VideoRequest>,
  model: Model | undefined = veo31Fast,
  images: readonly ImageInput[] = [],
) {
  return preflight({ ...request, ...fields }, model, images);
}
const codes = (findings: readonly Finding[]) => findings.map(({ field, code }) => `${field} ${code}`);
const times = (count: number, image: RequestImage) => Array.from({ length: count }, () => image);

/** The findings for one image whose file was found as given. */
function checkFile(file: object, model: Model = veo31Fast, image = first) {
  const input = { ...image, ...file } as ImageInput;
  return check({ images: [image] }, model, [input]);
}

describe('preflight', () => {
  it('has nothing to say of a good request', () => {
    const images = [first, last];
    const inputs = images.map((image) => ({ ...image, ...goodFile }));
    assert.deepEqual(
      check({ images, seconds: 8, variants: 4, output: 'videos/boat.mp4' }, veo31Fast, inputs),
      [],
    );
  });

  it('wants a prompt that says something, and not too much', () => {
    for (const prompt of ['', ' \n\t', '\u200b\u00ad', '\0'])
      assert.deepEqual(codes(check({ prompt })), ['prompt prompt.empty']);
    const [tooLong, ...others] = check({ prompt: 'a'.repeat(100_000) });
    assert.deepEqual(others, []);
    assert.deepEqual(tooLong?.args, { count: 100_000, max: 20_000, model: 'Veo 3.1 Fast' });
    assert.deepEqual(check({ prompt: '🚤'.repeat(20_000) }), [], 'characters are counted, not code units');
  });

  it('refuses a prompt that names an image which is not there, for every model', () => {
    for (const model of [veo31Fast, seedance20, undefined]) {
      for (const name of ['@image3', '@image0']) {
        const findings = check({ prompt: `Beside ${name}`, images: times(2, reference) }, model);
        const [found] = findings.filter(({ field }) => field === 'prompt');
        assert.deepEqual([found?.severity, found?.code], ['error', 'prompt.imageMissing']);
        assert.deepEqual(found?.args, { name, count: 2 });
      }
    }
    const named = { prompt: 'Beside @image2', images: times(2, reference) };
    assert.deepEqual(check(named, seedance20), []);
    assert.deepEqual(codes(check({ prompt: 'Beside @image?', images: times(2, reference) }, seedance20)), [
      'prompt prompt.imageRemoved',
    ]);
  });

  it('counts the prompt as it is sent', () => {
    const short = { ...seedance20, maxPromptCharacters: 10 };
    const prompt = '@image1 ok';
    assert.deepEqual(codes(check({ prompt, images: [reference] }, short)), ['prompt prompt.tooLong']);
  });

  it('notices an image that the prompt names but nobody attached', () => {
    const findings = check(
      { prompt: 'Put [Image 1] beside [Image 3]', images: times(2, reference) },
      seedance20,
    );
    assert.deepEqual(codes(findings), ['prompt prompt.imageMissing']);
    assert.deepEqual(findings[0]?.args, { name: '[Image 3]', count: 2 });
    assert.ok(isSendable(findings));
  });

  it('refuses a model that is unknown or gone and names another', () => {
    const unknown = preflight({ ...request, model: 'veo9' }, findModel('veo9'), []);
    assert.deepEqual(codes(unknown), ['model model.unknown']);
    assert.deepEqual(unknown[0]?.fix, { model: 'veo3.1-fast' });
    const lifecycle = { stage: 'retired', replacement: 'veo3.1-fast', date: '2026-09-24' } as const;
    const retired = check({}, { ...veo31Fast, id: 'sora-2', lifecycle });
    assert.deepEqual(codes(retired), ['model model.retired']);
    assert.deepEqual(retired[0]?.fix, { model: 'veo3.1-fast' });
  });

  it('warns of a model that may break', () => {
    const findings = check({}, { ...veo31Fast, lifecycle: { stage: 'unstable' } });
    assert.deepEqual(codes(findings), ['model model.unstable']);
    assert.ok(isSendable(findings));
  });

  it('keeps the seconds to what the model makes', () => {
    for (const seconds of [0, 5, 10, -4, 4.5, Number.NaN, Infinity]) {
      assert.deepEqual(codes(check({ seconds })), ['seconds seconds.set'], String(seconds));
    }
    for (const seconds of [3, 16, 7.5]) {
      assert.deepEqual(codes(check({ seconds }, seedance20)), ['seconds seconds.range'], String(seconds));
    }
    assert.deepEqual(check({ seconds: 99 })[0]?.fix, { seconds: 8 });
  });

  it('keeps the seconds to what a last frame asks for', () => {
    const [finding] = check({ seconds: 4, images: [first, last] });
    assert.equal(finding?.code, 'seconds.lastFrame');
    assert.deepEqual(finding.fix, { seconds: 8 });
  });

  it('keeps aspect ratio and resolution to the sizes of the model', () => {
    assert.deepEqual(codes(check({ aspectRatio: '1:1' })), ['aspectRatio aspectRatio.unsupported']);
    assert.deepEqual(codes(check({ resolution: '480p' })), ['resolution resolution.unsupported']);
    assert.deepEqual(codes(check({ aspectRatio: '9:16', resolution: '1080p' })), [
      'resolution resolution.notInAspectRatio',
    ]);
    assert.deepEqual(codes(check({ aspectRatio: 'x', resolution: 'y' })), [
      'aspectRatio aspectRatio.unsupported',
      'resolution resolution.unsupported',
    ]);
    assert.deepEqual(check({ aspectRatio: '9:16', resolution: '1080p' })[0]?.fix, { resolution: '720p' });
  });

  it('keeps images to the number and the roles of the model', () => {
    assert.deepEqual(codes(check({ images: [reference] })), ['images[0] image.role']);
    assert.deepEqual(codes(check({ images: times(2, first) })), ['images images.tooManyOfRole']);
    assert.deepEqual(codes(check({ images: [last], seconds: 8 })), ['images images.lastNeedsFirst']);
    assert.deepEqual(codes(check({ images: [first, last, first], seconds: 8 })), ['images images.tooMany']);
    assert.deepEqual(codes(check({ images: times(10, reference) }, seedance20)), ['images images.tooMany']);
    assert.deepEqual(check({ images: times(9, reference) }, seedance20), []);
    const none: Model = { ...veo31Fast, images: { ...veo31Fast.images, roles: {}, max: 0 } };
    assert.deepEqual(codes(check({ images: [first] }, none)), ['images images.unsupported']);
  });

  it('does not let frames and references mix where the model forbids it', () => {
    const roles = { first: 1, last: 1, reference: 3 };
    const exclusive: Model = { ...veo31Fast, images: { ...veo31Fast.images, roles, max: 4 } };
    assert.deepEqual(codes(check({ images: [first, reference] }, exclusive)), [
      'images images.framesAndReferences',
    ]);
    const images = { ...exclusive.images, framesExcludeReferences: false };
    assert.deepEqual(check({ images: [first, reference] }, { ...exclusive, images }), []);
  });

  it('says what is wrong with an image file', () => {
    const files: readonly [object, FindingCode][] = [
      [{ kind: 'missing' }, 'image.missing'],
      [{ kind: 'directory' }, 'image.directory'],
      [{ kind: 'unreadable', reason: 'EACCES' }, 'image.unreadable'],
      [{ kind: 'read', bytes: 0 }, 'image.empty'],
      [{ kind: 'read', bytes: 60_000_000, facts }, 'image.tooLarge'],
      [{ kind: 'read', bytes: 60_000_000 }, 'image.tooLarge'],
      [{ kind: 'read', bytes: 5_000 }, 'image.unrecognized'],
    ];
    for (const [file, code] of files) {
      const findings = checkFile(file);
      assert.deepEqual(codes(findings), [`images[0] ${code}`]);
      assert.ok(!isSendable(findings));
    }
    assert.deepEqual(checkFile({ ...goodFile, bytes: 20_000_000 }), []);
  });

  it('refuses an image type that the model does not take', () => {
    const strict: Model = { ...veo31Fast, images: { ...veo31Fast.images, types: ['image/jpeg'] } };
    assert.deepEqual(codes(checkFile(goodFile, strict)), ['images[0] image.type']);
  });

  it('warns of a frame whose shape is not the video’s', () => {
    const portrait = { ...goodFile, facts: { ...facts, width: 1000, height: 1800 } };
    const findings = checkFile(portrait);
    assert.deepEqual(codes(findings), ['images[0] image.shape']);
    assert.deepEqual(findings[0]?.fix, { aspectRatio: '9:16', resolution: '720p' });
    assert.ok(isSendable(findings));
    assert.deepEqual(checkFile({ ...goodFile, facts: { ...facts, width: 1200, height: 700 } }), []);
    assert.deepEqual(checkFile(portrait, seedance20, reference), [], 'a reference may have any shape');
  });

  it('counts variants from one to four', () => {
    for (const variants of [0, 5, 1.5, Number.NaN]) {
      assert.deepEqual(codes(check({ variants })), ['variants variants.range'], String(variants));
    }
    assert.deepEqual(check({ variants: 9 })[0]?.fix, { variants: 4 });
  });

  it('refuses a seed that is none, and says which wishes are not sent', () => {
    for (const seed of [-1, 1.5, 2 ** 32, Number.NaN])
      assert.deepEqual(codes(check({ seed })), ['seed seed.range']);
    const findings = check({ seed: 7, negativePrompt: 'rain', audio: false });
    assert.deepEqual(codes(findings), [
      'seed seed.unsupported',
      'negativePrompt negativePrompt.unsupported',
      'audio audio.always',
    ]);
    assert.ok(isSendable(findings));
    assert.deepEqual(check({ audio: true, negativePrompt: ' ' }), []);
    assert.deepEqual(codes(check({ audio: true }, { ...veo31Fast, audio: 'never' })), ['audio audio.never']);
    assert.deepEqual(codes(check({ audio: true }, seedance20)), ['audio audio.unsupported']);
    assert.deepEqual(check({ audio: false }, { ...veo31Fast, audio: 'optional' }), []);
  });

  it('refuses wishes without end also where they are not sent, since they would be written down', () => {
    const endless = check({ negativePrompt: 'x'.repeat(20_001), mode: 'x'.repeat(201) });
    assert.deepEqual(codes(endless).sort(), ['mode mode.none', 'negativePrompt negativePrompt.tooLong']);
    assert.ok(endless.every(({ severity }) => severity === 'error'));
  });

  it('holds wishes to what the model takes of them', () => {
    const willing: Model = {
      ...veo31Fast,
      seed: { min: 1, max: 100 },
      negativePrompt: { maxCharacters: 4 },
      audio: 'optional',
    };
    assert.deepEqual(check({ seed: 100, negativePrompt: '🚤🚤🚤🚤', audio: false }, willing), []);
    for (const [seed, nearby] of [
      [0, 1],
      [101, 100],
      [7.6, 8],
      [Number.NaN, 1],
    ] as const) {
      const [found, ...others] = check({ seed }, willing);
      assert.deepEqual(others, []);
      assert.deepEqual([found?.severity, found?.code, found?.fix], ['error', 'seed.range', { seed: nearby }]);
    }
    const [tooLong] = check({ negativePrompt: 'rain!' }, willing);
    assert.deepEqual([tooLong?.severity, tooLong?.code], ['error', 'negativePrompt.tooLong']);
    assert.deepEqual(tooLong?.args, { count: 5, max: 4, model: 'Veo 3.1 Fast' });
  });

  it('keeps the output inside the workspace', () => {
    for (const output of ['../a.mp4', '/tmp/a.mp4', 'C:\\a.mp4', 'nul.mp4']) {
      assert.deepEqual(codes(check({ output })), ['output output.unsafe'], output);
    }
    assert.deepEqual(check({ output: 'clips/' }), []);
  });

  it('takes no variable for the name of a folder, and says the path that was meant', () => {
    const fixes = [
      ['${workspaceFolder}/renders/', 'renders/'],
      ['${workspaceFolder}/../a', undefined],
      ['${workspaceFolder}/${file}', undefined],
      ['~/a.mp4', undefined],
      ['a/${date}.mp4', undefined],
    ] as const;
    for (const [output, path] of fixes) {
      const [finding, ...others] = check({ output });
      assert.deepEqual([finding?.code, finding?.fix?.output, others], ['output.variable', path, []], output);
    }
  });

  it('knows an output URI by the workspace folders', () => {
    const workspaceFolderUris = ['file:///w/film', 'file:///w/other'];
    const at = (output: string) =>
      codes(preflight({ ...request, output }, veo31Fast, [], { workspaceFolderUris }));
    assert.deepEqual(at('file:///w/other/clips/a.mp4'), []);
    assert.deepEqual(at('file:///w/film'), []);
    for (const output of ['file:///w/elsewhere/a.mp4', 'file:///w/film/../a.mp4', 'file:///w/film/nul']) {
      assert.deepEqual(at(output), ['output output.unsafe'], output);
    }
    assert.deepEqual(check({ output: 'file:///anywhere/a.mp4' }), [], 'not judged without folders');
  });

  it('tells everything at once, and what needs no model without one', () => {
    const bad = { prompt: '', variants: 9, seed: -1, output: '..', images: [first] };
    const images: readonly ImageInput[] = [{ ...first, kind: 'missing' }];
    assert.deepEqual(codes(preflight({ ...request, ...bad, model: 'veo9' }, undefined, images)), [
      'prompt prompt.empty',
      'model model.unknown',
      'images[0] image.missing',
      'variants variants.range',
      'seed seed.range',
      'output output.unsafe',
    ]);
  });
});

/** Every finding that a request can bring about, by wild requests. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '16:9', '720p', '[Image 2]', '../x', 'a/b.mp4'),
);
const number = fc.oneof(fc.double(), fc.integer({ min: 0, max: 20 }));
const anyFile = fc.oneof(
  fc.constantFrom({ kind: 'missing' as const }, { kind: 'directory' as const }, { kind: 'link' as const }),
  fc.record({ kind: fc.constant('unreadable' as const), reason: text }),
  fc.record({ kind: fc.constant('read' as const), bytes: fc.nat() }),
  fc.record({
    kind: fc.constant('read' as const),
    bytes: fc.nat(),
    facts: fc.record({
      type: fc.constantFrom('image/png' as const, 'image/jpeg' as const, 'image/webp' as const),
      width: fc.nat(),
      height: fc.nat(),
    }),
  }),
);
const anyImage = fc.record({ uri: text, role: fc.constantFrom(...imageRoles) });
const anyRequest: fc.Arbitrary<VideoRequest> = fc.record(
  {
    prompt: text,
    model: text,
    seconds: number,
    aspectRatio: text,
    resolution: text,
    images: fc.array(anyImage, { maxLength: 12 }),
    negativePrompt: text,
    seed: number,
    audio: fc.boolean(),
    variants: number,
    output: text,
  },
  { requiredKeys: ['prompt', 'model', 'seconds', 'aspectRatio', 'resolution', 'images'] },
);

describe('preflight of anything', () => {
  it('never throws, and every finding has a complete sentence', () => {
    const model = fc.constantFrom(undefined, ...models);
    const images = fc.array(fc.tuple(anyImage, anyFile).map(([image, file]) => ({ ...image, ...file })));
    fc.assert(
      fc.property(anyRequest, model, images, (wild, one, files) => {
        for (const finding of preflight(wild, one, files)) {
          const sentence = describeFinding(finding);
          const wanted = [...findingText[finding.code].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
          assert.deepEqual(Object.keys(finding.args).sort(), [...new Set(wanted)].sort(), finding.code);
          assert.doesNotMatch(sentence, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
          assert.ok(sentence.length < 500, sentence);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('offers only fixes that settle what they are offered for', () => {
    fc.assert(
      fc.property(anyRequest, fc.constantFrom(...models), (wild, model) => {
        for (const { code, field, fix } of preflight(wild, model, [])) {
          if (fix === undefined) continue;
          const again = preflight({ ...wild, ...fix }, findModel(fix.model ?? '') ?? model, []);
          assert.ok(!again.some((one) => one.code === code && one.field === field), code);
        }
      }),
    );
  });
});
