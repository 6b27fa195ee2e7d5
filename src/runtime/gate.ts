import { formatUsd, microUsdFromUsd } from '../core/money.ts';
import type { Gate, SpendAnswer, SpendQuestion } from '../engine/ports.ts';
import { ceilingWords, spendTitle, submitWords, unknownPriceWords } from '../words/gateWords.ts';
import { fragileModels, spendDetail } from '../words/spendWords.ts';
import { type Dialogs, type Memory, rememberedTexts, rememberTexts } from './dialogs.ts';

const fragileKey = 'agreedFragileModels';

export interface GateParts {
  readonly dialogs: Dialogs;
  readonly memory: Memory;
  readonly isTrusted: () => boolean;
}

/** Asks the person at the keyboard, in a modal dialog, before money is spent that no shown price stood for. */
export function createGate({ dialogs, memory, isTrusted }: GateParts): Gate {
  return {
    isTrusted,
    knowsFragile: (modelId) => rememberedTexts(memory, fragileKey).includes(modelId),
    async ask(question, signal) {
      const answer = await ask(dialogs, question, signal);
      if (signal?.aborted === true) return { kind: 'declined' };
      if (question.reason === 'fragile' && answer.kind === 'agreed') {
        const fragile = fragileModels(question).map(({ id }) => id);
        await rememberTexts(memory, fragileKey, fragile);
      }
      return answer;
    },
  };
}

async function ask(
  dialogs: Dialogs,
  question: SpendQuestion,
  signal: AbortSignal | undefined,
): Promise<SpendAnswer> {
  // A held job has its ceiling already.
  if (question.total.unknownClips > 0 && question.reason !== 'held')
    return await askAboutUnknown(dialogs, question, signal);
  const isAgreed = await dialogs.confirm({
    title: spendTitle(question),
    detail: spendDetail(question),
    agree: submitWords(question),
  });
  return isAgreed ? { kind: 'agreed' } : { kind: 'declined' };
}

async function askAboutUnknown(
  dialogs: Dialogs,
  question: SpendQuestion,
  signal: AbortSignal | undefined,
): Promise<SpendAnswer> {
  const unknown = unknownPriceWords(question);
  const hasCaps = Object.keys(question.caps).length > 0;
  if (!hasCaps) {
    const isAgreed = await dialogs.confirm({
      title: unknown.question,
      detail: spendDetail(question),
      agree: unknown.agree,
    });
    return isAgreed ? { kind: 'agreed' } : { kind: 'declined' };
  }
  const typed = await dialogs.askForText({
    title: unknown.title,
    prompt: unknown.prompt,
    placeHolder: '1.50',
    problem: (text) => (microUsdOf(text) === undefined ? unknown.noAmount : undefined),
  });
  const ceilingMicroUsd = typed === undefined ? undefined : microUsdOf(typed);
  if (ceilingMicroUsd === undefined || signal?.aborted === true) return { kind: 'declined' };
  // A program can fill in a box and accept it; a modal question it cannot.
  const atMost = formatUsd(question.total.microUsd + ceilingMicroUsd * question.total.unknownClips);
  const isAgreed = await dialogs.confirm({
    ...ceilingWords(question, atMost),
    detail: spendDetail(question, ceilingMicroUsd),
  });
  return isAgreed ? { kind: 'agreed', ceilingMicroUsd } : { kind: 'declined' };
}

/** Of `1.50`, `$1.50` or `1,50`; undefined for anything else, and for nothing. */
function microUsdOf(text: string): number | undefined {
  if (!/^\s*\$?\d+([.,]\d+)?\s*$/.test(text)) return undefined;
  const amount = microUsdFromUsd(Number(text.replace('$', '').replace(',', '.')));
  return amount === undefined || amount === 0 ? undefined : amount;
}
