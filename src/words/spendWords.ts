import * as l10n from '@vscode/l10n';
import type { Model } from '../core/catalogue/model.ts';
import { countedMicroUsd } from '../core/ledger.ts';
import { formatUsd } from '../core/money.ts';
import { totalPrice } from '../core/quote.ts';
import type { SpendItem, SpendQuestion } from '../engine/ports.ts';
import { requestWords } from './jobWords.ts';
import { totalWords } from './priceWords.ts';

const shownKinds = 12;

/** The models in a question that give no task id. */
export function fragileModels({ items }: SpendQuestion): readonly Model[] {
  return items.map(({ model }) => model).filter(({ isFragile }) => isFragile === true);
}

/**
 * What a question about money is about: which clips, at which prices, and what the caps leave after them. A clip whose
 * price nobody knows counts as what it may cost at most, in micro-USD.
 */
export function spendDetail(question: SpendQuestion, ceilingMicroUsd = 0): readonly string[] {
  const { items, caps, totals, total, reason } = question;
  const lines = [
    ...(question.by === 'agent'
      ? [l10n.t('A coding agent asked for this. It waits two minutes for your answer.')]
      : []),
    ...clipLines(question),
    ...(fragileModels(question).length > 0
      ? [
          l10n.t(
            'CometAPI provides no task ID for this model. If the connection is lost or this window is closed before the answer arrives, the clip is lost and may have been charged.',
          ),
        ]
      : []),
    ...remixLines(items),
    ...sourceLines(items),
  ];
  // What was reserved when the job was queued is in the totals already.
  const asked = reason === 'held' ? 0 : total.microUsd + ceilingMicroUsd * total.unknownClips;
  const left = (cap: number, counted: number) => formatUsd(Math.max(0, cap - counted - asked));
  if (caps.dayMicroUsd !== undefined) {
    const amount = left(caps.dayMicroUsd, countedMicroUsd(totals.day));
    lines.push(l10n.t('Left today after this: {0}.', amount));
  }
  if (caps.monthMicroUsd !== undefined) {
    const amount = left(caps.monthMicroUsd, countedMicroUsd(totals.month));
    lines.push(l10n.t('Left this month after this: {0}.', amount));
  }
  if (caps.workspaceMonthMicroUsd !== undefined) {
    const amount = left(caps.workspaceMonthMicroUsd, countedMicroUsd(totals.workspaceMonth));
    lines.push(l10n.t('Left in this workspace this month after this: {0}.', amount));
  }
  return lines;
}

/** One request with its prompt, or the kinds of clips in a batch, each with its number and price. */
function clipLines({ items, clips }: SpendQuestion): readonly string[] {
  const [first] = items;
  if (items.length === 1 && first !== undefined) {
    const what = kindOf(first);
    return [clips === 1 ? what : l10n.t('{0} clips: {1}', clips, what), excerpt(first.request.prompt)];
  }
  const kinds = [...Map.groupBy(items, kindOf)].map(([what, alike]) => {
    const count = alike.reduce((sum, item) => sum + item.clips, 0);
    return `${count} × ${what}: ${totalWords(totalPrice(alike))}`;
  });
  const more = kinds.length - shownKinds;
  return [...kinds.slice(0, shownKinds), ...(more > 0 ? [l10n.t('and {0} more', more)] : [])];
}

function kindOf({ request, model }: SpendItem): string {
  return [model.label, ...requestWords(request)].join(', ');
}

function remixLines(items: readonly SpendItem[]): readonly string[] {
  const taskIds = items.flatMap(({ request }) => request.remixOf?.taskId ?? []);
  return [...new Set(taskIds)].slice(0, shownKinds).map((id) => l10n.t('A remix of {0}', id));
}

function sourceLines(items: readonly SpendItem[]): readonly string[] {
  const priced = items.filter(({ quote }) => quote.date !== '');
  return [...new Set(priced.map(({ quote }) => l10n.t('Price: {0}, {1}.', quote.source, quote.date)))];
}

function excerpt(prompt: string): string {
  const text = prompt.replace(/\s+/g, ' ').trim();
  return text.length > 160 ? `“${text.slice(0, 159)}…”` : `“${text}”`;
}
