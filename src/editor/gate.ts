import * as vscode from 'vscode';
import { countedMicroUsd } from '../core/ledger.ts';
import { formatUsd, microUsdFromUsd } from '../core/money.ts';
import { requestWords } from './words/jobWords.ts';
import { quoteWords } from './words/priceWords.ts';
import type { Gate, SpendAnswer, SpendQuestion } from '../engine/ports.ts';

const fragileKey = 'agreedFragileModels';

/** Asks the person at the keyboard, in a modal dialog, before money is spent that no shown price stood for. */
export function createGate(memory: vscode.Memento): Gate {
  const agreed = () => {
    const kept: unknown = memory.get(fragileKey);
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  };
  return {
    isTrusted: () => vscode.workspace.isTrusted,
    knowsFragile: (modelId) => agreed().includes(modelId),
    async ask(question) {
      const answer = await ask(question);
      if (question.reason === 'fragile' && answer.kind === 'agreed')
        await memory.update(fragileKey, [...new Set([...agreed(), question.model.id])]);
      return answer;
    },
  };
}

async function ask(question: SpendQuestion): Promise<SpendAnswer> {
  // A held job has its ceiling already.
  if (question.totalMicroUsd === undefined && question.reason !== 'held')
    return await askAboutUnknown(question);
  const submit = vscode.l10n.t('Generate for {0}', priceOf(question));
  const chosen = await vscode.window.showWarningMessage(
    titleOf(question),
    { modal: true, detail: detailOf(question) },
    submit,
  );
  return chosen === submit ? { kind: 'agreed' } : { kind: 'declined' };
}

async function askAboutUnknown(question: SpendQuestion): Promise<SpendAnswer> {
  const goOn = vscode.l10n.t('Generate');
  const hasCaps = Object.keys(question.caps).length > 0;
  if (!hasCaps) {
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('The price of this request is unknown. Generate all the same?'),
      { modal: true, detail: detailOf(question) },
      goOn,
    );
    return chosen === goOn ? { kind: 'agreed' } : { kind: 'declined' };
  }
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('The price of this request is unknown'),
    prompt: vscode.l10n.t('What may one clip cost at most, in US dollars? Your caps count this amount.'),
    placeHolder: '1.50',
    ignoreFocusOut: true,
    validateInput: (text) =>
      microUsdOf(text) === undefined
        ? vscode.l10n.t('Type a number of US dollars above 0, for example 1.50.')
        : undefined,
  });
  const ceilingMicroUsd = typed === undefined ? undefined : microUsdOf(typed);
  return ceilingMicroUsd === undefined ? { kind: 'declined' } : { kind: 'agreed', ceilingMicroUsd };
}

function microUsdOf(text: string): number | undefined {
  if (!/^\s*\$?\d+([.,]\d+)?\s*$/.test(text)) return undefined;
  const amount = microUsdFromUsd(Number(text.replace('$', '').replace(',', '.')));
  return amount === undefined || amount === 0 ? undefined : amount;
}

function priceOf({ quote, totalMicroUsd }: SpendQuestion): string {
  if (totalMicroUsd === undefined) return quoteWords(quote);
  const amount = formatUsd(totalMicroUsd);
  return quote.kind === 'at-least' ? vscode.l10n.t('at least {0}', amount) : amount;
}

function titleOf(question: SpendQuestion): string {
  const price = priceOf(question);
  switch (question.reason) {
    case 'above':
      return vscode.l10n.t('This costs {0}, more than you want to spend unasked.', price);
    case 'program':
      return vscode.l10n.t('Something other than your own click wants to generate a video for {0}.', price);
    case 'changed':
      return vscode.l10n.t('The price is {0}, not what was shown.', price);
    case 'held':
      return vscode.l10n.t('This job has been waiting. Submit it now for {0}?', price);
    case 'fragile':
      return vscode.l10n.t('{0} answers only once. Generate for {1}?', question.model.label, price);
    case 'unknown':
      return vscode.l10n.t('The price of this request is unknown.');
  }
}

function detailOf({
  request,
  model,
  clips,
  quote,
  caps,
  totals,
  totalMicroUsd,
  reason,
}: SpendQuestion): string {
  const what = [model.label, ...requestWords(request)].join(', ');
  const lines = [
    clips === 1 ? what : vscode.l10n.t('{0} clips: {1}', clips, what),
    excerpt(request.prompt),
    ...(model.isFragile === true
      ? [
          vscode.l10n.t(
            'CometAPI gives no task id for it. If the connection breaks or this window closes before the answer is here, the clip is lost and may have been charged.',
          ),
        ]
      : []),
  ];
  if (request.remixOf !== undefined) lines.push(vscode.l10n.t('A remix of {0}', request.remixOf.taskId));
  if (quote.date !== '') lines.push(vscode.l10n.t('Price: {0}, {1}.', quote.source, quote.date));
  // What was reserved when the job was queued is in the totals already.
  const asked = reason === 'held' ? 0 : (totalMicroUsd ?? 0);
  const left = (cap: number, counted: number) => formatUsd(Math.max(0, cap - counted - asked));
  if (caps.dayMicroUsd !== undefined) {
    const amount = left(caps.dayMicroUsd, countedMicroUsd(totals.day));
    lines.push(vscode.l10n.t('Left today after this: {0}.', amount));
  }
  if (caps.monthMicroUsd !== undefined) {
    const amount = left(caps.monthMicroUsd, countedMicroUsd(totals.month));
    lines.push(vscode.l10n.t('Left this month after this: {0}.', amount));
  }
  if (caps.workspaceMonthMicroUsd !== undefined) {
    const amount = left(caps.workspaceMonthMicroUsd, countedMicroUsd(totals.workspaceMonth));
    lines.push(vscode.l10n.t('Left in this workspace this month after this: {0}.', amount));
  }
  return lines.join('\n');
}

function excerpt(prompt: string): string {
  const text = prompt.replace(/\s+/g, ' ').trim();
  return text.length > 160 ? `“${text.slice(0, 159)}…”` : `“${text}”`;
}
