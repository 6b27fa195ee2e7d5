import * as l10n from '@vscode/l10n';
import type { SpendQuestion } from '../engine/ports.ts';
import { knownWords, totalWords } from './priceWords.ts';
import { fragileModels } from './spendWords.ts';

/** What is asked before money is spent. */
export function spendTitle(question: SpendQuestion): string {
  const price = totalWords(question.total);
  const [fragile] = fragileModels(question);
  switch (question.reason) {
    case 'above':
      return l10n.t('This costs {0}, more than you want to spend without being asked.', price);
    case 'program':
      return question.clips === 1
        ? l10n.t('A task, keybinding or extension wants to generate a video for {0}.', price)
        : l10n.t(
            'A task, keybinding or extension wants to generate {0} videos for {1}.',
            question.clips,
            price,
          );
    case 'agent':
      return question.clips === 1
        ? l10n.t('A coding agent wants to generate a video for {0}.', price)
        : l10n.t('A coding agent wants to generate {0} videos for {1}.', question.clips, price);
    case 'command':
      return question.clips === 1
        ? l10n.t('Generate a video for {0}?', price)
        : l10n.t('Generate {0} videos for {1}?', question.clips, price);
    case 'changed':
      return l10n.t('The price is {0}, not what was shown.', price);
    case 'held':
      return l10n.t('This job has been waiting. Submit it now for {0}?', price);
    case 'fragile':
      return l10n.t('{0} answers only once. Generate for {1}?', fragile?.label ?? '', price);
    case 'unknown':
      return l10n.t('The price of this request is unknown.');
  }
}

export function submitWords({ total }: SpendQuestion): string {
  return l10n.t('Generate for {0}', totalWords(total));
}

/** What is asked where nobody knows the price of some or all clips. */
export function unknownPriceWords({ total, clips }: SpendQuestion) {
  const partly =
    total.unknownClips < clips
      ? l10n.t('The price of {0} of {1} clips is unknown.', total.unknownClips, clips)
      : undefined;
  return {
    title: partly ?? l10n.t('The price of this request is unknown'),
    /** Where no cap is set: then no amount is needed. */
    question:
      partly === undefined
        ? l10n.t('The price of this request is unknown. Generate anyway?')
        : l10n.t('{0} Generate anyway?', partly),
    agree: l10n.t('Generate'),
    prompt:
      partly === undefined
        ? l10n.t('What may one clip cost at most, in US dollars? Your caps count this amount.')
        : l10n.t(
            'What may one of these clips cost at most, in US dollars? Your caps count this amount, and {0} for the others.',
            knownWords(total),
          ),
    noAmount: l10n.t('Type a number of US dollars above 0, for example 1.50.'),
  };
}

/** `atMost`: what all clips may cost together. */
export function ceilingWords({ clips }: SpendQuestion, atMost: string) {
  return {
    title:
      clips === 1
        ? l10n.t('Generate a video for at most {0}?', atMost)
        : l10n.t('Generate {0} videos for at most {1}?', clips, atMost),
    agree: l10n.t('Generate for at Most {0}', atMost),
  };
}
