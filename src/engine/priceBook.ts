import { type LivePrice, type LivePrices, type QuoteOf, quoteWith } from '../core/livePrice.ts';
import { createEmitter, type Listen } from './emitter.ts';
import type { Clock, Store } from './ports.ts';

const dayMs = 24 * 60 * 60_000;
/** After a try that brought nothing. */
const retryMs = 60 * 60_000;

export interface PriceBookParts {
  readonly store: Store;
  readonly clock: Clock;
  /** The origin whose prices hold; undefined where the setting cannot be read. */
  readonly origin: () => string | undefined;
  /** Undefined where nothing usable came. */
  readonly read: (origin: string) => Promise<readonly LivePrice[] | undefined>;
  readonly log: (message: string, error?: unknown) => void;
}

/** Prices by the shipped catalogue and by CometAPI's public list, which is kept in the store and works offline. */
export interface PriceBook {
  readonly quote: QuoteOf;
  /** The list as it is known; undefined before the first. */
  listed(): LivePrices | undefined;
  /** Takes up what the store has. */
  load(): Promise<void>;
  /** The same; asks CometAPI, in one window at most once a day. True where a price may have changed. */
  refresh(): Promise<boolean>;
  /** A list has come that differs from the one before. */
  readonly onDidChange: Listen<undefined>;
}

export function createPriceBook({ store, clock, origin, read, log }: PriceBookParts): PriceBook {
  const known = new Map<string, LivePrices>();
  const changed = createEmitter<undefined>((error) => log('A listener to prices failed', error));

  async function load(from: string): Promise<boolean> {
    const kept = await store.prices(from);
    if (kept === undefined || JSON.stringify(kept) === JSON.stringify(known.get(from))) return false;
    known.set(from, kept);
    changed.emit(undefined);
    return true;
  }

  const listed = () => known.get(origin() ?? '');

  return {
    listed,
    onDidChange: changed.on,
    async load() {
      const from = origin();
      if (from !== undefined) await load(from);
    },
    quote: (request, model) => quoteWith(request, model, listed()),
    async refresh() {
      const from = origin();
      if (from === undefined) return false;
      const isNew = await load(from);
      const now = clock.now();
      if (!(await store.claimPrices(from, now, { maxAgeMs: dayMs, retryMs }))) return isNew;
      const prices = await read(from);
      if (prices === undefined) return isNew;
      await store.setPrices(from, { date: clock.localDay(now), prices }, now);
      return (await load(from)) || isNew;
    },
  };
}
