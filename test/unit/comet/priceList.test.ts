import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pricesIn, readPriceList } from '../../../src/comet/priceList.ts';
import { patient } from './calls.ts';
import { always, scriptedServer } from './scriptedServer.ts';

const entry = (id: string, pricing: unknown, others: object = {}) => ({
  id,
  provider: 'x',
  model_type: 'video',
  features: [],
  pricing,
  ...others,
});

describe('the public price list', () => {
  it('gives the prices of video models, without a key', async () => {
    await using server = await scriptedServer(
      always(200, {
        success: true,
        data: [
          entry('veo3.1-fast', { currency: 'USD', per_second: 0.1, per_request: null, ratio: 0.8 }),
          entry('mj_fast_video', { currency: 'USD', per_second: null, per_request: '0.6' }),
          entry('gpt-9', { currency: 'USD', per_request: 1 }, { model_type: 'text' }),
        ],
      }),
    );
    assert.deepEqual(await readPriceList(server.origin, patient), [
      { modelId: 'veo3.1-fast', microUsdPerSecond: 100_000 },
      { modelId: 'mj_fast_video', microUsdPerRequest: 600_000 },
    ]);
    assert.deepEqual(
      server.seen.map(({ method, url, headers }) => [method, url, headers.authorization]),
      [['GET', '/api/models', undefined]],
    );
  });

  it('takes what is no price for none, never for 0', () => {
    const strange = [0, -1, NaN, '0', 'free', '-1', null, 1e300, '1e9', {}, [], true];
    for (const per_second of strange) {
      assert.deepEqual(
        pricesIn([entry('a', { currency: 'USD', per_second })]),
        [],
        JSON.stringify(per_second),
      );
    }
    assert.deepEqual(pricesIn([entry('a', { currency: 'CNY', per_second: 1 })]), []);
    assert.deepEqual(pricesIn([entry('a b', { currency: 'USD', per_second: 1 })]), []);
  });

  const both = { per_second: 0.1, per_request: 2 };
  const inSeconds = { microUsdPerSecond: 100_000 };
  const inRequests = { microUsdPerRequest: 2_000_000 };
  const currencies: readonly (readonly [string, object | undefined])[] = [
    ['USD', { ...inSeconds, ...inRequests }],
    ['usd', { ...inSeconds, ...inRequests }],
    [' Usd ', { ...inSeconds, ...inRequests }],
    ['USD / second', inSeconds],
    ['USD/s', inSeconds],
    ['usd / SEC', inSeconds],
    ['USD per second', inSeconds],
    ['USD\u00a0/\u00a0second', inSeconds],
    ['USD／second', inSeconds],
    ['USD / request', inRequests],
    ['usd/request', inRequests],
    ['USD / Call', inRequests],
    ['USD / M Tokens', { ...inSeconds, ...inRequests }],
    ['USD / 1M tokens', { ...inSeconds, ...inRequests }],
    ['USD / minute', undefined],
    ['USD / image', undefined],
    ['USD / 10 seconds', undefined],
    ['USD /', undefined],
    ['USDT', undefined],
    ['USDC / second', undefined],
    ['USD-like', undefined],
    ['USD2', undefined],
    ['USDsecond', undefined],
    ['XUSD', undefined],
    ['AUSD / second', undefined],
    ['CNY', undefined],
    ['CNY / second', undefined],
    ['EUR', undefined],
    ['USD, CNY', undefined],
    ['USD / second or CNY / second', undefined],
    ['credits', undefined],
    ['', undefined],
    [`USD / ${'second '.repeat(100)}`, undefined],
  ];
  for (const [currency, prices] of currencies) {
    it(`reads ${prices === undefined ? 'nothing' : Object.keys(prices).join(' and ')} in “${currency.slice(0, 40)}”`, () => {
      const expected = prices === undefined ? [] : [{ modelId: 'a', ...prices }];
      assert.deepEqual(pricesIn([entry('a', { currency, ...both })]), expected);
    });
  }

  it('names the unified family where an entry says its create path, in whatever form', () => {
    const priced = { currency: 'USD', per_second: 0.1 };
    const dialectOf = (endpoints: unknown, others: object = {}) =>
      pricesIn([entry('a', priced, { endpoints, ...others })])[0]?.dialect;
    const create = { path: '/v1/videos', method: 'POST' };
    const said = ['/v1/videos', '/v1/videos/', 'POST /v1/videos', 'https://api.cometapi.com/v1/videos'];
    for (const endpoints of [...said, said, [create], { 'openai-video': create }, '/v1/chat, /v1/videos']) {
      assert.equal(dialectOf(endpoints), 'unified', JSON.stringify(endpoints));
    }
    const others = [
      '/grok/v1/videos',
      '/v1/videos/generations',
      '/v1/videos/{id}',
      '/v1/video',
      '',
      null,
      7,
      {},
    ];
    for (const endpoints of [
      ...others,
      others,
      undefined,
      ['/v1/videos-old'],
      'x'.repeat(3_000) + ' /v1/videos',
    ]) {
      assert.equal(dialectOf(endpoints), undefined, JSON.stringify(endpoints));
    }
    assert.equal(dialectOf('/v1/videos', { upcoming: true }), undefined);
  });

  it('keeps a model without a price as one whose price is unknown', () => {
    const unpriced = { endpoints: '/v1/videos' };
    assert.deepEqual(
      pricesIn([{ id: 'a', ...unpriced }, entry('b', { currency: 'CNY', per_second: 1 }, unpriced)]),
      [
        { modelId: 'a', dialect: 'unified' },
        { modelId: 'b', dialect: 'unified' },
      ],
    );
    assert.deepEqual(pricesIn([{ id: 'c', ...unpriced, model_type: 'text' }]), []);
  });

  for (const [name, status, body] of [
    ['a page', 200, '<html></html>'],
    ['a redirect', 302, ''],
    ['a fault', 500, { error: 'x' }],
    ['something else', 200, { data: 'none' }],
  ] as const) {
    it(`is no list where ${name} comes`, async () => {
      await using server = await scriptedServer(always(status, body));
      assert.equal(await readPriceList(server.origin, patient), undefined);
    });
  }

  it('is no list where nothing answers, or the origin is none', async () => {
    assert.equal(await readPriceList('http://127.0.0.1:1', patient), undefined);
    assert.equal(await readPriceList('http://example.com', patient), undefined);
  });

  it('gives whole, positive prices or none, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.anything(),
            fc.anything().map((pricing) => entry('a', pricing)),
          ),
        ),
        (list) => {
          for (const { microUsdPerSecond = 1, microUsdPerRequest = 1 } of pricesIn(list)) {
            for (const amount of [microUsdPerSecond, microUsdPerRequest])
              assert.ok(Number.isSafeInteger(amount) && amount > 0);
          }
        },
      ),
    );
  });
});
