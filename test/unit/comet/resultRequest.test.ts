import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { OpenAnswer } from '../../../src/comet/exchange.ts';
import { networkLimits } from '../../../src/comet/limits.ts';
import { openLink } from '../../../src/comet/resultRequest.ts';
import type { Transport } from '../../../src/comet/transport.ts';
import { patient } from './calls.ts';

const never = () => Promise.reject(new Error('not expected'));

/** A transport that knows where each URL redirects to; everything else answers 200. */
function redirecting(locations: Readonly<Record<string, string>>): {
  transport: Transport;
  opened: string[];
} {
  const opened: string[] = [];
  const open = (url: URL): Promise<OpenAnswer> => {
    opened.push(url.href);
    const location = locations[url.href];
    const header = (name: string) => (name === 'location' ? location : undefined);
    return Promise.resolve({
      httpStatus: location === undefined ? 200 : 302,
      header,
      body: new PassThrough(),
    });
  };
  const connectsItself = () => true;
  const transport = { limits: networkLimits, open, ask: never, submit: never, close: never, connectsItself };
  return { transport, opened };
}

async function follow(locations: Readonly<Record<string, string>>, start: string, isLocal: boolean) {
  const { transport, opened } = redirecting(locations);
  const provider = { baseUrl: 'https://api.example.com', isLocal };
  const resolve = (host: string) =>
    Promise.resolve(host === 'inside.example' ? ['10.0.0.5'] : ['203.0.113.2']);
  const answer = await openLink(transport, new URL(start), {}, provider, patient, resolve);
  return { result: typeof answer === 'string' ? answer : answer.httpStatus, opened };
}

describe('following a result link', () => {
  it('goes from https to https, also to another host and by a relative address', async () => {
    const locations = { 'https://a.example/1': 'https://b.example/2', 'https://b.example/2': '/3' };
    const { result, opened } = await follow(locations, 'https://a.example/1', false);
    assert.equal(result, 200);
    assert.deepEqual(opened, ['https://a.example/1', 'https://b.example/2', 'https://b.example/3']);
  });

  it('never goes from https to http, not even to this machine', async () => {
    const locations = { 'https://a.example/1': 'http://127.0.0.1:9/2' };
    const { result, opened } = await follow(locations, 'https://a.example/1', true);
    assert.equal(result, 'unsafeLink');
    assert.equal(opened.length, 1);
  });

  it('never leaves the web', async () => {
    for (const location of ['file:///etc/passwd', 'data:video/mp4,x', 'javascript:0']) {
      const { result } = await follow({ 'https://a.example/1': location }, 'https://a.example/1', true);
      assert.equal(result, 'unsafeLink');
    }
  });

  it('ends where a redirect leads nowhere', async () => {
    assert.equal(
      (await follow({ 'https://a.example/1': 'https://' }, 'https://a.example/1', false)).result,
      'redirected',
    );
  });

  for (const target of ['https://inside.example/2', 'https://169.254.169.254/2', 'https://localhost/2']) {
    it(`is not led into a private network: ${target}`, async () => {
      const start = 'https://a.example/1';
      assert.deepEqual(await follow({ [start]: target }, start, false), {
        result: 'unsafeLink',
        opened: [start],
      });
    });
  }
});
