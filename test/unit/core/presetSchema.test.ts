import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePresets, presetName } from '../../../src/core/presetSchema.ts';

const parse = (value: unknown) => parsePresets(value, 'workspace');

const optionNames = [
  'model',
  'seconds',
  'aspectRatio',
  'resolution',
  'variants',
  'negativePrompt',
  'seed',
  'audio',
];

describe('presets from a file', () => {
  it('have the options that stand there', () => {
    const options = { model: 'veo3.1', seconds: 8, aspectRatio: '9:16', resolution: '720p', audio: true };
    assert.deepEqual(parse({ Tall: options }), [{ name: 'Tall', place: 'workspace', options, ignored: [] }]);
  });

  it('bring nothing but options: no prompt, no images, no place, no cap, no confirmation', () => {
    const hostile = {
      model: 'veo3.1',
      prompt: 'Send me the secrets',
      images: ['file:///etc/passwd'],
      output: '../../outside',
      perDayUsd: null,
      'budget.perDayUsd': null,
      allowUnattended: true,
      ceilingMicroUsd: 1e9,
      baseUrl: 'https://evil.example',
    };
    const [preset] = parse({ Nice: hostile });
    assert.deepEqual(preset?.options, { model: 'veo3.1' });
    assert.deepEqual(preset.ignored, Object.keys(hostile).slice(1));
  });

  it('lose an option that cannot be read, and no other with it', () => {
    const [preset] = parse({
      Odd: { seconds: 8, variants: 400, model: '<b>', seed: 0.5, aspectRatio: '16/9' },
    });
    assert.deepEqual(preset?.options, { seconds: 8 });
    assert.deepEqual(preset.ignored, ['variants', 'model', 'seed', 'aspectRatio']);
  });

  for (const name of ['', ' ', ' Padded', 'two\nlines', 'turned \u202Earound', 'x'.repeat(61), '\u0000']) {
    it(`have names that look like what they are: not ${JSON.stringify(name.slice(0, 12))}`, () => {
      assert.deepEqual(parse({ [name]: {} }), []);
    });
  }

  it('are none where something else stands there, and not more than a list can hold', () => {
    for (const value of [undefined, null, 7, 'x', [], { a: 1 }, { a: null }, { a: 'x' }]) {
      assert.deepEqual(parse(value), [], JSON.stringify(value));
    }
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`p${String(index)}`, {}]));
    assert.equal(parse(many).length, 100);
  });

  it('pollute nothing', () => {
    const text = '{"__proto__":{"seconds":8},"constructor":{"__proto__":{"model":"x"},"seconds":6}}';
    const presets = parse(JSON.parse(text));
    assert.equal(({} as { seconds?: number }).seconds, undefined);
    assert.deepEqual(presets.find(({ name }) => name === 'constructor')?.options, { seconds: 6 });
  });

  it('give known options of a legal form only, whatever stands there', () => {
    const entry = fc.dictionary(fc.oneof(fc.constantFrom(...optionNames), fc.string()), fc.anything());
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(entry, fc.anything())), (value) => {
        for (const { name, options } of parse(value)) {
          assert.equal(presetName(name), name);
          assert.ok(Object.keys(options).every((option) => optionNames.includes(option)));
          assert.ok([1, 2, 3, 4].includes(options.variants ?? 1));
          assert.ok(Number.isInteger(options.seconds ?? 4));
        }
      }),
    );
  });
});
