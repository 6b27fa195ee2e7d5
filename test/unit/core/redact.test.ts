import assert from 'node:assert/strict';
import fc from 'fast-check';
import { providerWords } from '../../../src/core/redact.ts';

const key = 'sk-9f8e7d6c5b4a39281706f5e4d3c2b1a0';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the words of a provider lose', () => {
  const other = 'q7W8e9R0t1Y2u3I4o5P6';
  for (const [name, words, expected] of [
    ['a key without sk-', `Bearer ${other} is not valid`, 'Bearer … is not valid'],
    ['a named key', `{"api_key":"${other}","a":1}`, '{"api_key":"…","a":1}'],
    ['a header', `Authorization: Bearer ${other}`, 'Authorization: Bearer …'],
    ['a token of a known maker', `AIzaSyA${other} and ghp_${other}`, 'sk-… and sk-…'],
    ['a token in three parts', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl!', 'sk-…!'],
    ['the key in base64', `got ${base64(key)}.`, 'got sk-….'],
    ['a header in base64', `got ${base64(`{"authorization":"Bearer ${key}"}`)}`, 'got sk-…'],
    ['another key in base64', `got ${base64('sk-another0123456789')}`, 'got sk-…'],
    ['the key in hexadecimal digits', `got ${Buffer.from(key).toString('hex')}`, 'got sk-…'],
    ['a signed link', 'see https://cdn.example.com/a.mp4?sig=1a2b', 'see https://cdn.example.com/a.mp4?…'],
    ['one without scheme', 'see cdn.example.com/a.mp4?X-Amz-Signature=1a2b', 'see cdn.example.com/a.mp4?…'],
    ['one of the same scheme', 'see //cdn.example.com/a.mp4?sig=1a2b', 'see cdn.example.com/a.mp4?…'],
    ['one of another scheme', 'at s3://bucket.example/a.mp4?sig=1a2b', 'at s3://bucket.example/a.mp4?…'],
    [
      'one with escaped slashes',
      '"https:\\/\\/cdn.example.com\\/a.mp4?sig=1a2b"',
      '"https://cdn.example.com/a.mp4?…"',
    ],
    [
      'one that is percent-encoded',
      `url=${encodeURIComponent('https://cdn.example.com/a.mp4?sig=1a2b')}`,
      'url=https://cdn.example.com/a.mp4?…',
    ],
    [
      'one that is so twice',
      encodeURIComponent(encodeURIComponent('https://cdn.example.com/a.mp4?sig=1a2b')),
      'https://cdn.example.com/a.mp4?…',
    ],
    ['a token in the path', `https://cdn.example.com/v/${other}/a.mp4`, 'https://cdn.example.com/v/…/a.mp4'],
    ['a token as the name', `https://cdn.example.com/v/${other}.mp4`, 'https://cdn.example.com/v/…'],
    [
      'a UUID in the path',
      'https://cdn.example.com/0b0c2f6e-1111-4222-8333-944455556666/a.mp4',
      'https://cdn.example.com/…/a.mp4',
    ],
  ] as const) {
    it(name, () => assert.equal(providerWords(words, key), expected));
  }
});

describe('the words of a provider keep', () => {
  for (const words of [
    'The prompt was refused: content policy (request id: 20261127153045123456789AbCdEfGh)',
    'Sign in to api.cometapi.com/console/token to make a new key.',
    'See https://www.cometapi.com/console/token and docs.example.com/guides/the-final-cut-of-the-harbour',
    'model veo_3_1-4K does not take 1920x1080 and/or 9:16',
    'The token limit is 500; your token is expired',
    'user quota is not enough, need quota: $0.320000',
  ]) {
    it(words, () => assert.equal(providerWords(words, key), words));
  }
});

describe('no secret is left in the words of a provider', () => {
  const around = fc.string({
    maxLength: 12,
    unit: fc.constantFrom(...Array.from(' .,:;"\'()[]{}<>=&?/abz019')),
  });
  const ways: readonly ((text: string) => string)[] = [
    (text) => text,
    base64,
    (text) => Buffer.from(text).toString('base64url'),
    (text) => Buffer.from(text).toString('hex'),
    (text) => base64(`x${text}`),
    (text) => base64(`xy${text} and more`),
  ];
  it('whatever stands around the key, and however it is encoded', () => {
    fc.assert(
      fc.property(around, fc.constantFrom(...ways), around, (before, way, after) => {
        const said = providerWords(`${before} ${way(key)} ${after}`, key) ?? '';
        assert.ok(!said.includes(way(key)), said);
      }),
    );
  });
});
