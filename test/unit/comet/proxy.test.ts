import assert from 'node:assert/strict';
import { type NetworkSettings, proxyFor } from '../../../src/comet/proxy.ts';

const api = { hostname: 'api.cometapi.com', port: 443 };

function way(settings: NetworkSettings, target = api): string {
  const proxy = proxyFor(target, settings);
  return typeof proxy === 'string' ? proxy : `${proxy.url.origin} ${proxy.authorization ?? ''}`.trim();
}

describe('the way to the network', () => {
  const proxy = 'http://proxy.example:3128';

  it('is straight where nobody names a proxy', () => {
    assert.equal(way({}), 'direct');
    assert.equal(way({ proxy: ' ' }), 'direct');
  });

  it('leads through the proxy of the editor, else of the environment', () => {
    const environment = { HTTPS_PROXY: 'http://env.example:8080' };
    assert.equal(way({ proxy, environment }), proxy);
    assert.equal(way({ environment }), 'http://env.example:8080');
    assert.equal(way({ environment: { https_proxy: 'env.example:8080' } }), 'http://env.example:8080');
    assert.equal(way({ environment: { ALL_PROXY: 'https://all.example' } }), 'https://all.example');
  });

  it('is straight where proxies are turned off', () => {
    assert.equal(way({ proxy, isOff: true, environment: { HTTPS_PROXY: proxy } }), 'direct');
  });

  it('never leads to this machine through a proxy', () => {
    for (const hostname of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'app.localhost']) {
      assert.equal(way({ proxy }, { hostname, port: 8080 }), 'direct', hostname);
    }
  });

  const exceptions: readonly [string, boolean][] = [
    ['*', true],
    ['cometapi.com', true],
    ['.cometapi.com', true],
    ['*.cometapi.com', true],
    ['API.CometAPI.com', true],
    ['api.cometapi.com:443', true],
    ['api.cometapi.com:8443', false],
    ['etapi.com', false],
    ['other.example', false],
    ['', false],
  ];
  for (const [exception, isDirect] of exceptions) {
    it(`${isDirect ? 'leaves the proxy out' : 'takes the proxy'} for “${exception}” in the exceptions`, () => {
      const expected = isDirect ? 'direct' : proxy;
      assert.equal(way({ proxy, noProxy: [exception] }), expected);
      assert.equal(way({ proxy, environment: { NO_PROXY: `x.example, ${exception}` } }), expected);
      assert.equal(way({ proxy, environment: { no_proxy: exception } }), expected);
    });
  }

  it('knows addresses of version 6 among the exceptions', () => {
    const target = { hostname: '[fd00::1]', port: 443 };
    assert.equal(way({ proxy, noProxy: ['fd00::1'] }, target), 'direct');
    assert.equal(way({ proxy, noProxy: ['[fd00::1]:443'] }, target), 'direct');
    assert.equal(way({ proxy, noProxy: ['fd00::2'] }, target), proxy);
  });

  it('takes name and password from the address, and the setting before them', () => {
    const named = 'http://me:se%3Acret@proxy.example:3128';
    assert.equal(way({ proxy: named }), `${proxy} Basic ${btoa('me:se:cret')}`);
    assert.equal(way({ proxy: named, authorization: 'Bearer x' }), `${proxy} Bearer x`);
    const odd = Buffer.from('me:50%é').toString('base64');
    assert.equal(way({ proxy: 'http://me:50%é@proxy.example:3128' }), `${proxy} Basic ${odd}`);
  });

  it('says that it cannot use another kind of proxy', () => {
    assert.equal(way({ proxy: 'socks5://proxy.example:1080' }), 'unsupported');
    assert.equal(way({ proxy: 'http://' }), 'unsupported');
  });
});
