import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type KeyFault, keyFault, keyWithin, maskApiKey, parseApiKey } from '../../../src/core/apiKey.ts';

const key = 'sk-abcDEF_123-456';

describe('API key', () => {
  it('is taken out of what people paste', () => {
    for (const text of [key, ` ${key}\n`, `Bearer ${key}`, `bearer   ${key}`])
      assert.equal(parseApiKey(text), key);
  });

  it('has the form of a key, or is none', () => {
    const none = [
      '',
      'sk-',
      'sk-short',
      `${key} ${key}`,
      `${key}\r\nX-Other: 1`,
      `x${key}`,
      'sk-ключключключ',
    ];
    for (const text of [...none, `sk-${'a'.repeat(251)}`]) assert.equal(parseApiKey(text), undefined, text);
    assert.ok(parseApiKey(`sk-${'a'.repeat(250)}`));
  });

  const faults: readonly (readonly [KeyFault, readonly string[]])[] = [
    ['empty', ['', '  ', '\n', 'Bearer ', 'bearer']],
    [
      'quoted',
      [
        `"${key}"`,
        `'${key}'`,
        `“${key}”`,
        `„${key}“`,
        `«${key}»`,
        `\`${key}\``,
        `"${key}`,
        `Bearer "${key}"`,
        ' "" ',
        `"abc"`,
      ],
    ],
    ['placeholder', ['$COMETAPI_KEY', '${KEY}', '%COMETAPI_KEY%', '<your key>', '{{key}}']],
    ['spaced', [`${key} ${key}`, `${key}\r\nX-Other: 1`, 'sk-abc defghij', `export ${key}`]],
    ['characters', ['sk-ключключключ', `\u200b${key}`, 'sk-abcdefgh!', 'sk-abcdefgh;']],
    ['prefix', ['abc', `x${key}`, `COMETAPI_KEY=${key}`, 'SK-abcdefgh', 'pk-abcdefgh']],
    ['short', ['sk-', 'sk-short']],
    ['long', [`sk-${'a'.repeat(251)}`]],
  ];
  for (const [fault, texts] of faults) {
    it(`is told as ${fault} where that is why it is none`, () => {
      for (const text of texts) assert.equal(keyFault(text), fault, text);
    });
  }

  it('has a fault exactly where it is none', () => {
    for (const text of [key, ` ${key}\n`, `Bearer ${key}`]) assert.equal(keyFault(text), undefined);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(keyFault(text) === undefined, parseApiKey(text) !== undefined);
      }),
    );
  });

  it('is found within other words', () => {
    assert.equal(keyWithin(`"${key}"`), key);
    assert.equal(keyWithin('nothing'), undefined);
  });

  it('shows its last four characters and nothing else', () => {
    assert.equal(maskApiKey(key), 'sk-…-456');
    assert.equal(maskApiKey('my secret password'), 'sk-…');
  });
});
