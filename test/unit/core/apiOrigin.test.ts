import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ApiOriginError, parseApiOrigin } from '../../../src/core/apiOrigin.ts';

describe('API origin', () => {
  it('is scheme, host and port, with or without a trailing slash', () => {
    const accepted: readonly [string, string, boolean][] = [
      ['https://api.cometapi.com', 'https://api.cometapi.com', false],
      [' https://API.CometAPI.com/ ', 'https://api.cometapi.com', false],
      ['https://gateway.example:8443', 'https://gateway.example:8443', false],
      ['http://localhost:4010', 'http://localhost:4010', true],
      ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010', true],
      ['http://127.8.9.1', 'http://127.8.9.1', true],
      ['http://[::1]:80', 'http://[::1]', true],
      ['https://localhost', 'https://localhost', true],
    ];
    for (const [text, origin, isLoopback] of accepted) {
      assert.deepEqual(parseApiOrigin(text), { origin, isLoopback }, text);
    }
  });

  it('is refused with the reason', () => {
    const refused: readonly [string, ApiOriginError][] = [
      ['', 'malformed'],
      ['api.cometapi.com', 'malformed'],
      ['https:api.cometapi.com', 'malformed'],
      ['https:///api.cometapi.com', 'malformed'],
      ['https://', 'malformed'],
      ['https://api.comet\tapi.com', 'malformed'],
      ['https://api.cometapi.com\\@evil.example', 'malformed'],
      ['https://127.0.0.256', 'malformed'],
      ['ftp://api.cometapi.com', 'scheme'],
      ['file:///etc/passwd', 'scheme'],
      ['http://api.cometapi.com', 'insecure'],
      ['http://127.0.0.1.evil.example', 'insecure'],
      ['http://localhost.evil.example', 'insecure'],
      ['http://10.0.0.1', 'insecure'],
      ['https://user@api.cometapi.com', 'credentials'],
      ['https://a:b@api.cometapi.com', 'credentials'],
      ['https://@api.cometapi.com', 'credentials'],
      ['https://api.cometapi.com/v1', 'path'],
      ['https://api.cometapi.com/?', 'query'],
      ['https://api.cometapi.com/?a=1', 'query'],
      ['https://api.cometapi.com#', 'query'],
    ];
    for (const [text, error] of refused) assert.deepEqual(parseApiOrigin(text), { error }, text);
  });

  it('is an origin that parses to itself, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true })),
        (text) => {
          const parsed = parseApiOrigin(text);
          if ('origin' in parsed) assert.deepEqual(parseApiOrigin(parsed.origin), parsed);
        },
      ),
    );
  });
});
