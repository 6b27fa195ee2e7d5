import assert from 'node:assert/strict';
import { defaultModel } from '../../../src/core/catalogue/catalogue.ts';
import { modelIn, presumedModel, quoteIn, shippedMarket } from '../../../src/core/market.ts';
import { request } from './makeJob.ts';

const whole = { ...shippedMarket, isWhole: true };

describe('a market', () => {
  it('knows no more of a strange model than its id, and no price', () => {
    assert.equal(modelIn(shippedMarket, defaultModel.id), defaultModel);
    assert.equal(modelIn(shippedMarket, 'new-video').isUncharted, true);
    assert.equal(quoteIn(shippedMarket, { ...request, model: 'new-video' }).microUsd, undefined);
    assert.equal(quoteIn(shippedMarket, request).microUsd, 320_000);
  });

  it('calls a strange model unknown only where the list could be asked', () => {
    assert.equal(presumedModel(shippedMarket, 'new-video')?.isUncharted, true);
    assert.equal(presumedModel(whole, 'new-video'), undefined);
    assert.equal(presumedModel(whole, defaultModel.id), defaultModel);
  });
});
