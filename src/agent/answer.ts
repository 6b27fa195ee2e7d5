import type { Quote, TotalPrice } from '../core/quote.ts';
import { quoteWords, totalWords } from '../words/priceWords.ts';

/** What an agent gets: a few lines to read, and the same as data. */
export interface Answer {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Amounts are whole millionths of a US dollar. */
export function priceData(quote: Quote) {
  const { microUsd, kind, source, date } = quote;
  return { price: quoteWords(quote), ...(microUsd === undefined ? {} : { microUsd }), kind, source, date };
}

export function totalData(total: TotalPrice) {
  return { price: totalWords(total), ...total };
}

/** The lines that there are. */
export function lines(...some: readonly (string | undefined)[]): string {
  return some.filter((line) => line !== undefined && line !== '').join('\n');
}
