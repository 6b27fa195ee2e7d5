import * as vscode from 'vscode';
import { formatUsd, microUsdFromUsd } from '../../core/money.ts';
import { isTrusted } from '../base/trust.ts';
import { knownWords, totalWords } from '../../words/priceWords.ts';
import { fragileModels, spendDetail } from '../../words/spendWords.ts';
import type { Gate, SpendAnswer, SpendQuestion } from '../../engine/ports.ts';
import { askForText } from '../base/show/inputs.ts';
import { modal } from '../base/show/messages.ts';

const fragileKey = 'agreedFragileModels';

/** Asks the person at the keyboard, in a modal dialog, before money is spent that no shown price stood for. */
export function createGate(memory: vscode.Memento): Gate {
  const agreed = () => {
    const kept: unknown = memory.get(fragileKey);
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  };
  return {
    isTrusted,
    knowsFragile: (modelId) => agreed().includes(modelId),
    async ask(question) {
      const answer = await ask(question);
      if (question.reason === 'fragile' && answer.kind === 'agreed') {
        const fragile = fragileModels(question).map(({ id }) => id);
        await memory.update(fragileKey, [...new Set([...agreed(), ...fragile])]);
      }
      return answer;
    },
  };
}

async function ask(question: SpendQuestion): Promise<SpendAnswer> {
  // A held job has its ceiling already.
  if (question.total.unknownClips > 0 && question.reason !== 'held') return await askAboutUnknown(question);
  const submit = vscode.l10n.t('Generate for {0}', totalWords(question.total));
  const chosen = await modal.warning(titleOf(question), spendDetail(question), submit);
  return chosen === submit ? { kind: 'agreed' } : { kind: 'declined' };
}

async function askAboutUnknown(question: SpendQuestion): Promise<SpendAnswer> {
  const goOn = vscode.l10n.t('Generate');
  const hasCaps = Object.keys(question.caps).length > 0;
  if (!hasCaps) {
    const chosen = await modal.warning(
      isPartlyKnown(question)
        ? vscode.l10n.t('{0} Generate all the same?', unknownTitle(question))
        : vscode.l10n.t('The price of this request is unknown. Generate all the same?'),
      spendDetail(question),
      goOn,
    );
    return chosen === goOn ? { kind: 'agreed' } : { kind: 'declined' };
  }
  const typed = await askForText({
    title: isPartlyKnown(question)
      ? unknownTitle(question)
      : vscode.l10n.t('The price of this request is unknown'),
    prompt: isPartlyKnown(question)
      ? vscode.l10n.t(
          'What may one of these clips cost at most, in US dollars? Your caps count this amount, and {0} for the others.',
          knownWords(question.total),
        )
      : vscode.l10n.t('What may one clip cost at most, in US dollars? Your caps count this amount.'),
    placeHolder: '1.50',
    validateInput: (text) =>
      microUsdOf(text) === undefined
        ? vscode.l10n.t('Type a number of US dollars above 0, for example 1.50.')
        : undefined,
  });
  const ceilingMicroUsd = typed === undefined ? undefined : microUsdOf(typed);
  if (ceilingMicroUsd === undefined) return { kind: 'declined' };
  // A program can fill in a box and accept it; a modal question it cannot.
  const atMost = formatUsd(question.total.microUsd + ceilingMicroUsd * question.total.unknownClips);
  const submit = vscode.l10n.t('Generate for at Most {0}', atMost);
  const title =
    question.clips === 1
      ? vscode.l10n.t('Generate a video for at most {0}?', atMost)
      : vscode.l10n.t('Generate {0} videos for at most {1}?', question.clips, atMost);
  const chosen = await modal.warning(title, spendDetail(question, ceilingMicroUsd), submit);
  return chosen === submit ? { kind: 'agreed', ceilingMicroUsd } : { kind: 'declined' };
}

function isPartlyKnown({ total, clips }: SpendQuestion): boolean {
  return total.unknownClips < clips;
}

function unknownTitle({ total, clips }: SpendQuestion): string {
  return vscode.l10n.t('The price of {0} of {1} clips is unknown.', total.unknownClips, clips);
}

function microUsdOf(text: string): number | undefined {
  if (!/^\s*\$?\d+([.,]\d+)?\s*$/.test(text)) return undefined;
  const amount = microUsdFromUsd(Number(text.replace('$', '').replace(',', '.')));
  return amount === undefined || amount === 0 ? undefined : amount;
}

function titleOf(question: SpendQuestion): string {
  const price = totalWords(question.total);
  const [fragile] = fragileModels(question);
  switch (question.reason) {
    case 'above':
      return vscode.l10n.t('This costs {0}, more than you want to spend unasked.', price);
    case 'program':
      return question.clips === 1
        ? vscode.l10n.t('Something other than your own click wants to generate a video for {0}.', price)
        : vscode.l10n.t(
            'Something other than your own click wants to generate {0} videos for {1}.',
            question.clips,
            price,
          );
    case 'command':
      return question.clips === 1
        ? vscode.l10n.t('Generate a video for {0}?', price)
        : vscode.l10n.t('Generate {0} videos for {1}?', question.clips, price);
    case 'changed':
      return vscode.l10n.t('The price is {0}, not what was shown.', price);
    case 'held':
      return vscode.l10n.t('This job has been waiting. Submit it now for {0}?', price);
    case 'fragile':
      return vscode.l10n.t('{0} answers only once. Generate for {1}?', fragile?.label ?? '', price);
    case 'unknown':
      return vscode.l10n.t('The price of this request is unknown.');
  }
}
