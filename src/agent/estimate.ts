import * as l10n from '@vscode/l10n';
import { formatUsd } from '../core/money.ts';
import { firstError, preflight } from '../core/preflight.ts';
import { modelIn } from '../core/market.ts';
import { quoteRequest } from '../core/quoteRequest.ts';
import { type TotalPrice, totalPrice } from '../core/quote.ts';
import { RefusedRequest } from '../engine/refusals.ts';
import type { NextStep } from '../reports/nextStep.ts';
import { type ChosenCell, totalOf } from '../shots/renderItems.ts';
import { obstacleWords } from '../words/leftOutWords.ts';
import { requestWords } from '../words/jobWords.ts';
import { quoteDetail, totalWords } from '../words/priceWords.ts';
import { type Answer, lines, priceData, totalData } from './answer.ts';
import { askedCells, clipId, jobOf } from './askedCells.ts';
import { type Asked, readAsked } from './askedRequest.ts';
import type { ToolInput } from './inputs.ts';
import type { AgentBudget, AgentPorts } from './ports.ts';

/** What clips would cost, and whether the user would be asked. Throws VideoPromptError where the request cannot be rendered. */
export async function estimate(input: ToolInput<'estimate'>, ports: AgentPorts): Promise<Answer> {
  const asked = readAsked(input);
  return asked.kind === 'request' ? await ofRequest(asked.input, input, ports) : await ofFile(asked, ports);
}

async function ofRequest(
  given: Extract<Asked, { kind: 'request' }>['input'],
  input: ToolInput<'estimate'>,
  ports: AgentPorts,
): Promise<Answer> {
  const market = await ports.market();
  const request = await ports.complete(given);
  const inputs = await ports.look(request);
  const context = { ...ports.checkContext(), refusedModels: market.refused };
  const findings = preflight(request, market.find(request.model), inputs, context);
  const error = firstError(findings);
  if (error !== undefined) throw new RefusedRequest(request, error, findings);
  const quote = quoteRequest(request, market);
  const total = totalPrice([{ quote, clips: request.variants ?? 1 }]);
  const asks = await asking(total, ports);
  const { label } = modelIn(market, request.model);
  return {
    text: lines(
      l10n.t('{0}: {1}', totalWords(total), [label, ...requestWords(request)].join(', ')),
      quoteDetail(quote),
      asks.words,
    ),
    data: {
      total: totalData(total),
      clip: priceData(quote),
      clips: request.variants ?? 1,
      model: request.model,
      seconds: request.seconds,
      aspectRatio: request.aspectRatio,
      resolution: request.resolution,
      ...asks.data,
      next: [renderStep(input)],
    },
  };
}

async function ofFile({ path, shots }: Extract<Asked, { kind: 'file' }>, ports: AgentPorts): Promise<Answer> {
  const state = await ports.promptFile(path);
  const { payable, underWay, current, unreadable, leftOut } = askedCells(state, shots);
  const total = totalOf(payable);
  const asks = await asking(total, ports);
  const name = ports.pathOf(state.uri);
  const next = payable.length === 0 ? [] : [renderStep({ file: name, shots: payable.map(idOf) })];
  return {
    text: lines(
      payable.length === 0
        ? l10n.t('{0}: nothing to render.', name)
        : payable.length === 1
          ? l10n.t('{0}: {1} for 1 clip', name, totalWords(total))
          : l10n.t('{0}: {1} for {2} clips', name, totalWords(total), payable.length),
      ...payable.map((one) => `- ${idOf(one)}: ${totalWords(totalOf([one]))}`),
      ...underWay.map((one) =>
        l10n.t('- {0}: being rendered, job {1}', idOf(one), jobOf(one.cell)?.id ?? ''),
      ),
      ...current.map((one) => l10n.t('- {0}: current, nothing to pay', idOf(one))),
      ...unreadable.map((one) => l10n.t('- {0}: may have a clip, but its sidecar cannot be read', idOf(one))),
      ...leftOut.map((one) => `- ${obstacleWords(one)}`),
      payable.length === 0 ? undefined : asks.words,
    ),
    data: {
      file: name,
      total: totalData(total),
      clips: [
        ...payable.map((one) => ({ id: idOf(one), state: one.cell.freshness.kind, ...priceOf(one) })),
        ...underWay.map((one) => ({ id: idOf(one), state: 'under way', job: jobOf(one.cell)?.id })),
        ...current.map((one) => ({ id: idOf(one), state: 'current' })),
        ...unreadable.map((one) => ({ id: idOf(one), state: 'unreadable' })),
        ...leftOut.map((one) => ({ id: clipId(one), state: 'blocked', reason: obstacleWords(one) })),
      ],
      ...asks.data,
      next,
    },
  };
}

const idOf = ({ cell }: ChosenCell) => clipId(cell);

function priceOf({ cell }: ChosenCell) {
  return cell.quote === undefined ? {} : { ...priceData(cell.quote), clips: cell.plan.request.variants ?? 1 };
}

/** Whether a person will be asked, as it looks now. */
async function asking(total: TotalPrice, { budget, asks }: Pick<AgentPorts, 'budget' | 'asks'>) {
  const { allowanceMicroUsd, capMicroUsd } = await budget();
  const isExact = total.unknownClips === 0 && total.kind === 'listed';
  const isAsked =
    asks === 'later' || !isExact || total.microUsd > allowanceMicroUsd || allowanceMicroUsd <= 0;
  return {
    words: lines(
      asks === 'later'
        ? l10n.t('What is asked for waits until the user confirms this price in VS Code.')
        : isAsked
          ? l10n.t('The user will be asked about this price, and has two minutes to answer.')
          : l10n.t('The user lets agents spend this without being asked.'),
      capWords(total, capMicroUsd),
    ),
    data: {
      isUserAsked: isAsked,
      ...(capMicroUsd === undefined ? {} : { capLeftMicroUsd: capMicroUsd }),
    },
  };
}

function capWords({ microUsd }: TotalPrice, capMicroUsd: AgentBudget['capMicroUsd']): string | undefined {
  if (capMicroUsd === undefined || microUsd <= capMicroUsd) return undefined;
  return l10n.t('The user’s caps leave only {0}: this will be refused.', formatUsd(capMicroUsd));
}

function renderStep(input: ToolInput<'estimate'>): NextStep {
  return {
    title: l10n.t('Render it, if the user asked for it.'),
    call: { tool: 'render', input },
  };
}
