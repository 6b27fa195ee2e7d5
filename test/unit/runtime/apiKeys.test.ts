import assert from 'node:assert/strict';
import { createApiKeys } from '../../../src/runtime/apiKeys.ts';
import type { Secrets } from '../../../src/runtime/secrets.ts';

const origin = 'https://api.cometapi.com';
const key = 'sk-abcDEF_123-456';

function keysWith(stored: string | undefined) {
  const secrets: Secrets = {
    get: (name) => Promise.resolve(name === `videoPrompt.apiKey:${origin}` ? stored : undefined),
    store: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return createApiKeys(secrets);
}

describe('the key of an origin', () => {
  const before = process.env.COMETAPI_KEY;
  afterEach(() => {
    if (before === undefined) delete process.env.COMETAPI_KEY;
    else process.env.COMETAPI_KEY = before;
  });

  it('with quotation marks in the environment is set, but no key: not none', async () => {
    process.env.COMETAPI_KEY = `"${key}"`;
    const keys = keysWith(undefined);
    assert.equal(await keys.get(origin), undefined);
    assert.deepEqual(await keys.fault(origin), { from: 'environment', fault: 'quoted' });
    assert.equal(await keys.fault('https://other.example'), undefined, 'it is not meant for another origin');
  });

  it('is taken from the environment with white space and Bearer around it', async () => {
    for (const text of [` ${key} `, `${key}\n`, `Bearer ${key}`]) {
      process.env.COMETAPI_KEY = text;
      assert.deepEqual(await keysWith(undefined).get(origin), { key, from: 'environment' });
      assert.equal(await keysWith(undefined).fault(origin), undefined);
    }
  });

  it('that is stored and no key is told, unless the environment has one', async () => {
    delete process.env.COMETAPI_KEY;
    assert.deepEqual(await keysWith('abc').fault(origin), { from: 'secret', fault: 'prefix' });
    process.env.COMETAPI_KEY = key;
    assert.equal(await keysWith('abc').fault(origin), undefined);
    assert.deepEqual(await keysWith('abc').get(origin), { key, from: 'environment' });
  });

  it('is none, without a fault, where nothing is set', async () => {
    for (const text of [undefined, '']) {
      if (text === undefined) delete process.env.COMETAPI_KEY;
      else process.env.COMETAPI_KEY = text;
      assert.equal(await keysWith(undefined).get(origin), undefined);
      assert.equal(await keysWith(undefined).fault(origin), undefined);
    }
  });
});
