import * as l10n from '@vscode/l10n';
import { compareModels } from '../core/compareModels.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { Market } from '../core/market.ts';
import type { VideoRequest } from '../core/request.ts';
import { whatFits } from '../core/whatFits.ts';
import { CappedRequest, DuplicateRequest, RefusedRequest } from '../engine/refusals.ts';
import type { NextStep } from '../reports/nextStep.ts';
import { offerWords } from '../words/capWords.ts';
import { errorWords } from '../words/errorWords.ts';
import { findingWords } from '../words/findingWords.ts';
import { useModelWords } from '../words/fixWords.ts';
import { type Answer, lines } from './answer.ts';
import type { AskedClips } from './inputs.ts';

/** A call that was refused, and what an agent knows of it. */
export interface RefusedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Of a call about one request: what it stood for, and the models of now. */
  readonly request?: { readonly asked: AskedClips; readonly complete: VideoRequest; readonly market: Market };
}

const most = 3;

/** One sentence that says what happened, and the exact steps that would go on. */
export function refusal(error: unknown, call: RefusedCall): Answer {
  const message = errorWords(error);
  const next = nextOf(error, call);
  const { code, spent, field, jobId } =
    error instanceof VideoPromptError ? error : { code: 'unexpected', spent: 'no' };
  const findings = error instanceof RefusedRequest ? error.findings.map(findingWords) : [];
  return {
    text: lines(
      message,
      ...findings.filter((words) => words !== message),
      ...next.map(({ title }) => `- ${title}`),
    ),
    data: {
      refused: {
        code,
        message,
        ...(field === undefined ? {} : { field }),
        ...(jobId === undefined ? {} : { jobId }),
      },
      moneySpent: spent,
      next,
    },
  };
}

function nextOf(error: unknown, call: RefusedCall): readonly NextStep[] {
  if (error instanceof DuplicateRequest) {
    const jobs = error.items.flatMap(({ ids }) => ids);
    return [{ title: l10n.t('Follow the job that makes it.'), call: { tool: 'status', input: { jobs } } }];
  }
  if (error instanceof CappedRequest)
    return [
      ...fitting(error, call),
      forUser(
        l10n.t(
          'Or the user raises the cap in the settings of Video Prompt, or waits for the next day or month.',
        ),
      ),
    ];
  if (error instanceof RefusedRequest) return otherModels(error, call);
  return error instanceof VideoPromptError ? byCode(error, call) : [];
}

function byCode({ code }: VideoPromptError, { tool, input }: RefusedCall): readonly NextStep[] {
  const again = (title: string): NextStep => ({ title, call: { tool, input } });
  switch (code) {
    case 'confirmation.unavailable':
      return [
        again(l10n.t('Call again once the user says that they are there.')),
        forUser(
          l10n.t('Or the user allows agents an amount a day: “videoPrompt.automation.agentUsdPerDay”.'),
        ),
      ];
    case 'confirmation.declined':
      return [forUser(l10n.t('The user said no. Stop, and ask them what they want instead.'))];
    case 'upload.unconfirmed':
      return [
        again(l10n.t('Call again once the user is there to agree to the upload.')),
        forUser(l10n.t('Or the user lets agents upload images: “videoPrompt.automation.allowUploads”.')),
      ];
    case 'workspace.untrusted':
      return [forUser(l10n.t('The user has to trust this workspace first.'))];
    case 'key.missing':
    case 'key.invalid':
    case 'key.wrong':
      return [forUser(l10n.t('The user has to set an API key: “Video Prompt: Set API Key…”.'))];
    case 'job.unknown':
      return [{ title: l10n.t('List the newest jobs.'), call: { tool: 'status', input: {} } }];
    case 'store.busy':
    case 'network.unreachable':
      return [again(l10n.t('Try again in a minute.'))];
    default:
      return [];
  }
}

const forUser = (title: string): NextStep => ({ title, isForUser: true });

/** What of the request fits under the caps. */
function fitting({ leftMicroUsd }: CappedRequest, { tool, request }: RefusedCall): readonly NextStep[] {
  if (request === undefined) return [];
  const { asked, complete, market } = request;
  const model = market.find(complete.model);
  if (model === undefined) return [];
  return whatFits(complete, model, leftMicroUsd, market.quote).map((offer) => {
    const { seconds, resolution, variants, model: other } = offer.request;
    const changed = { seconds, resolution, variants, model: other }[offer.change];
    return { title: offerWords(offer), call: { tool, input: { ...asked, [offer.change]: changed } } };
  });
}

/** The cheapest models that can do all of it. */
function otherModels(error: RefusedRequest, { tool, request }: RefusedCall): readonly NextStep[] {
  if (request === undefined) return [];
  const { asked, market } = request;
  return compareModels(error.request, { ...market, inputs: [] })
    .filter(({ fit, model }) => fit === 'able' && model.id !== error.request.model)
    .slice(0, most)
    .map(({ model, quote }) => ({
      title: useModelWords(model, quote),
      call: { tool, input: { ...asked, model: model.id } },
    }));
}
