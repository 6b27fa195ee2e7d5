import assert from 'node:assert/strict';
import { findModel } from '../../../src/core/catalogue/catalogue.ts';
import type { LivePrice } from '../../../src/core/livePrice.ts';
import { createPriceBook, type PriceBook } from '../../../src/engine/priceBook.ts';
import type { Store } from '../../../src/engine/ports.ts';
import { inTwoWindows } from '../store/openStores.ts';
import { VirtualClock } from './virtualClock.ts';

const origin = 'https://api.cometapi.com';
const hourMs = 60 * 60_000;
const log = (message: string) => {
  throw new Error(message);
};
const model = findModel('veo3.1-fast');
assert.ok(model);

describe('the price book', () => {
  const clock = new VirtualClock();
  let reads: number;
  let list: readonly LivePrice[] | undefined;
  beforeEach(() => {
    reads = 0;
    list = [{ modelId: 'veo3.1-fast', microUsdPerSecond: 100_000 }];
  });

  const book = (store: Store): PriceBook =>
    createPriceBook({
      store,
      clock,
      origin: () => origin,
      read: () => {
        reads++;
        return Promise.resolve(list);
      },
      log,
    });
  const price = ({ quote }: PriceBook) => quote({ seconds: 4, resolution: '720p' }, model).microUsd;

  it('has the shipped prices until the list was read, and keeps that for the next window', async () => {
    await inTwoWindows(async (one, other) => {
      const first = book(one);
      let changes = 0;
      first.onDidChange(() => changes++);
      assert.equal(price(first), 320_000);
      assert.equal(reads, 0);
      assert.equal(await first.refresh(), true);
      assert.equal(await first.refresh(), false);
      assert.equal(changes, 1);
      assert.equal(price(first), 400_000);
      const second = book(other);
      assert.equal(await second.refresh(), true);
      assert.equal(price(second), 400_000);
      assert.equal(reads, 1);
      assert.equal(await second.refresh(), false);
    });
  });

  it('has what was kept without asking, and the shipped prices where no origin can be read', async () => {
    await inTwoWindows(async (one, other) => {
      await book(one).refresh();
      const kept = book(other);
      await kept.load();
      assert.equal(price(kept), 400_000);
      assert.equal(reads, 1);
      const lost = createPriceBook({
        store: other,
        clock,
        origin: () => undefined,
        read: () => Promise.reject(new Error('It was asked.')),
        log,
      });
      await lost.load();
      assert.equal(await lost.refresh(), false);
      assert.equal(price(lost), 320_000);
    });
  });

  it('reads it at most once a day, in one of the windows', async () => {
    await inTwoWindows(async (one, other) => {
      const books = [book(one), book(other)];
      await Promise.all(books.map((each) => each.refresh()));
      clock.oversleep(23 * hourMs);
      await Promise.all(books.map((each) => each.refresh()));
      assert.equal(reads, 1);
      clock.oversleep(2 * hourMs);
      await Promise.all(books.map((each) => each.refresh()));
      assert.equal(reads, 2);
    });
  });

  it('keeps the list of before where nothing comes, and tries again after an hour', async () => {
    await inTwoWindows(async (one) => {
      const prices = book(one);
      await prices.refresh();
      clock.oversleep(25 * hourMs);
      list = undefined;
      assert.equal(await prices.refresh(), false);
      await prices.refresh();
      assert.equal(reads, 2);
      assert.equal(price(prices), 400_000);
      clock.oversleep(hourMs);
      await prices.refresh();
      assert.equal(reads, 3);
    });
  });
});
