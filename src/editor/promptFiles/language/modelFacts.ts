import * as vscode from 'vscode';
import type { Model } from '../../../core/catalogue/model.ts';
import type { Quote } from '../../../core/quote.ts';
import { abilityWords, lifecycleWords, rateWords } from '../../words/modelWords.ts';
import { quoteDetail, quoteWords, rateDetail } from '../../words/priceWords.ts';

/** What a model can do, and what a clip costs there, by whom and when. */
export function modelFacts(model: Model, quote: Quote): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const rate = rateWords(model);
  text.appendMarkdown('**').appendText(model.label).appendMarkdown('**');
  for (const words of [model.id, lifecycleWords(model)]) {
    if (words !== '') text.appendText(` · ${words}`);
  }
  const price = quote.microUsd === undefined && rate !== '' ? rate : quoteWords(quote);
  const detail = rate === '' ? quoteDetail(quote) : rateDetail(quote, rate);
  for (const line of [abilityWords(model).join(' · '), `${price}. ${detail}`, ...model.notes]) {
    text.appendMarkdown('\n\n').appendText(line);
  }
  return text;
}
