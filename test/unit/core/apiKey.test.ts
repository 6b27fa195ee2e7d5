import assert from 'node:assert/strict';
import { maskApiKey, parseApiKey } from '../../../src/core/apiKey.ts';

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

  it('shows its last four characters and nothing else', () => {
    assert.equal(maskApiKey(key), 'sk-…-456');
    assert.equal(maskApiKey('my secret password'), 'sk-…');
  });
});
