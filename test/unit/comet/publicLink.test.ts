import assert from 'node:assert/strict';
import { isReachableForProvider } from '../../../src/comet/publicLink.ts';
import { downloadCall, key, patient, withProvider } from './calls.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'api.example': ['203.0.113.1'],
  'cdn.example': ['203.0.113.2'],
  'inside.example': ['10.0.0.5'],
  'both.example': ['203.0.113.2', '::ffff:10.0.0.5'],
  'gateway.corp': ['10.0.0.1'],
};
const resolve = (host: string) => {
  const addresses = names[host];
  return addresses === undefined ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(addresses);
};
const mayOpen = (link: string, api = 'https://api.example') =>
  isReachableForProvider(new URL(link), api, { connectsItself: () => true, resolve });

describe('a result link of a provider out in the network', () => {
  it('may lead out into the network, also through a name that only a proxy can resolve', async () => {
    assert.equal(await mayOpen('https://cdn.example/a.mp4'), true);
    assert.equal(await mayOpen('https://203.0.113.9/a.mp4'), true);
    assert.equal(await mayOpen('https://unknown.example/a.mp4'), true);
  });

  it('is not judged by the local DNS where a proxy makes the connection, but by what the link itself says', async () => {
    const byProxy = (link: string) =>
      isReachableForProvider(new URL(link), 'https://api.example', {
        connectsItself: () => false,
        resolve: () => assert.fail('It was resolved here.'),
      });
    assert.equal(await byProxy('https://inside.example/a.mp4'), true);
    assert.equal(await byProxy('https://10.0.0.5/a.mp4'), false);
    assert.equal(await byProxy('https://nas.lan/a.mp4'), false);
  });

  for (const link of [
    'https://127.0.0.1/',
    'https://[::1]:8080/',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/',
    'https://localhost/',
    'https://inside.example/',
    'https://both.example/',
  ]) {
    it(`may not lead to ${link}`, async () => assert.equal(await mayOpen(link), false));
  }

  it('may lead into a private network where the provider itself lies in one', async () => {
    assert.equal(await mayOpen('https://inside.example/a.mp4', 'https://gateway.corp'), true);
    assert.equal(await mayOpen('https://10.0.0.9/a.mp4', 'https://10.0.0.1:8443'), true);
    assert.equal(await mayOpen('https://gateway.corp/a.mp4', 'https://gateway.corp'), true);
  });

  for (const link of [
    'https://127.0.0.1:1/clip.mp4',
    'https://[::ffff:10.0.0.1]/clip.mp4',
    'http://cdn.example.com/clip.mp4',
    'file:///etc/passwd',
    'data:video/mp4;base64,AAAA',
    'ftp://cdn.example.com/clip.mp4',
    'https://user:pass@cdn.example.com/clip.mp4',
    'javascript:alert(1)',
    '//cdn.example.com/x',
  ]) {
    it(`is refused without a connection when it is ${link}`, async () => {
      const endpoint = { baseUrl: 'https://203.0.113.1', key, keyFingerprint: 'fp', isLocal: false };
      const outcome = await withProvider((provider) =>
        provider.download(downloadCall(endpoint.baseUrl, { endpoint, link }), patient),
      );
      assert.ok(outcome.kind === 'dead');
      assert.equal(outcome.failure.message, 'download.unsafeLink');
    });
  }
});
