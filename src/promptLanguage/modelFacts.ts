import type { Model } from '../core/catalogue/model.ts';
import type { Quote } from '../core/quote.ts';
import { abilityWords, lifecycleWords, rateWords } from '../words/modelWords.ts';
import { quoteDetail, quoteWords, rateDetail } from '../words/priceWords.ts';

/** What a model can do, and what a clip costs there, by whom and when; one paragraph each. */
export function modelFacts(model: Model, quote: Quote): readonly string[] {
  const rate = rateWords(model);
  const name = [model.label, model.id, lifecycleWords(model)].filter((words) => words !== '').join(' · ');
  const price = quote.microUsd === undefined && rate !== '' ? rate : quoteWords(quote);
  const detail = rate === '' ? quoteDetail(quote) : rateDetail(quote, rate);
  return [name, abilityWords(model).join(' · '), `${price}. ${detail}`, ...model.notes];
}
