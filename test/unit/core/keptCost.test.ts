import assert from 'node:assert/strict';
import { keptCost } from '../../../src/core/keptCost.ts';
import type { Sidecar } from '../../../src/core/sidecar.ts';
import { request } from './makeJob.ts';

const take = (fields: Partial<Sidecar> = {}): Sidecar => ({
  version: 1,
  request: { ...request, images: [] },
  model: request.model,
  quote: { microUsd: 320_000, kind: 'listed', source: 'CometAPI model page', date: '2026-06' },
  charge: { microUsd: 320_000, basis: 'estimated' },
  times: {},
  images: [],
  ...fields,
});

describe('what kept clips have cost', () => {
  it('is every take of a shot of which one was kept', () => {
    const shots = [
      [take(), take({ kept: true }), take()],
      [take(), take()],
    ];
    assert.deepEqual(keptCost(shots), { kept: 1, takes: 3, microUsd: 960_000, isAtLeast: false, unknown: 0 });
  });

  it('tells the takes whose charge nobody knows', () => {
    const { charge: _charge, ...uncharged } = take();
    const shots = [[take({ charge: { basis: 'unknown' } }), take({ kept: true }), uncharged]];
    assert.deepEqual(keptCost(shots), { kept: 1, takes: 3, microUsd: 320_000, isAtLeast: false, unknown: 2 });
  });

  it('leaves samples out', () => {
    assert.deepEqual(keptCost([[take({ sample: true, kept: true })]]), {
      kept: 0,
      takes: 0,
      microUsd: 0,
      isAtLeast: false,
      unknown: 0,
    });
  });

  it('is a lower bound where one of the takes was estimated from one', () => {
    const quote = { microUsd: 320_000, kind: 'at-least', source: 'CometAPI', date: '2026-06' } as const;
    assert.equal(keptCost([[take({ quote }), take({ kept: true })]]).isAtLeast, true);
    const reported = { microUsd: 320_000, basis: 'reported' } as const;
    assert.equal(keptCost([[take({ quote, charge: reported, kept: true })]]).isAtLeast, false);
  });
});
