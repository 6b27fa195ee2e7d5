import * as l10n from '@vscode/l10n';
import type { Model } from '../core/catalogue/model.ts';
import type { Draft } from '../core/draft.ts';
import type { ImageInput } from '../core/imageInput.ts';
import type { Job } from '../core/job.ts';
import { countedMicroUsd, type SpendTotals } from '../core/ledger.ts';
import { type Market, modelIn, presumedModel } from '../core/market.ts';
import { formatUsd } from '../core/money.ts';
import { preflight } from '../core/preflight.ts';
import { type Quote, timesQuote } from '../core/quote.ts';
import type { DraftView, PanelState, PriceView } from '../protocol/panel.ts';
import { rateWords } from '../words/modelWords.ts';
import { besideSpend, quoteDetail, quoteWords, rateDetail } from '../words/priceWords.ts';
import { findingViews } from './findingViews.ts';
import { formView } from './formView.ts';
import { imageView } from './imageView.ts';
import { jobView, type PlaceOfClip } from './jobView.ts';
import { type Circumstances, noticeViews } from './noticeViews.ts';

/** What is true now of everything that the panel shows. */
export interface PanelFacts extends Circumstances {
  readonly draft: Draft;
  readonly draftNumber: number;
  readonly market: Market;
  /** False: nothing can be sent yet. */
  readonly isOpen: boolean;
  readonly isSubmitting: boolean;
  /** The draft's images as they are now. */
  readonly inputs: readonly ImageInput[];
  /** What was spent today; undefined while that is not known. */
  readonly today: SpendTotals | undefined;
  readonly srcOfImage: (uri: string) => string;
  readonly placeOfClip: PlaceOfClip;
}

/** Everything that the panel shows. */
export function panelView(facts: PanelFacts): PanelState {
  const { draft, market, isOpen, inputs, jobs } = facts;
  const { request, revision } = draft;
  const model = modelIn(market, request.model);
  const findings = preflight(request, presumedModel(market, request.model), inputs, {
    refusedModels: market.refused,
  });
  const clips = request.variants ?? 1;
  const single = market.quote(request, model);
  const total = timesQuote(single, clips);
  const viewOf = (job: Job) => jobView(job, facts.placeOfClip);
  return {
    draft: draftView(facts, model),
    revision,
    draftNumber: facts.draftNumber,
    form: formView(model, request),
    price: priceView(total, { single, clips, rate: rateWords(model) }),
    findings: findingViews(findings, request),
    notices: noticeViews(facts, { request, model, microUsd: total.microUsd, quote: market.quote }),
    canGenerate: facts.isTrusted && isOpen && findings.every(({ severity }) => severity !== 'error'),
    isSubmitting: facts.isSubmitting,
    jobs: queuedLast(jobs.filter((job) => !isClip(job) && !isClosed(job))).map(viewOf),
    clips: jobs.filter(isClip).map(viewOf),
    spend: facts.today === undefined ? '' : spendWords(facts.today),
  };
}

function draftView({ draft: { request }, inputs, srcOfImage }: PanelFacts, model: Model): DraftView {
  return {
    prompt: request.prompt,
    model: model.id,
    seconds: request.seconds,
    aspectRatio: request.aspectRatio,
    resolution: request.resolution,
    variants: request.variants ?? 1,
    mode: request.mode ?? model.modes?.[0]?.id ?? '',
    negativePrompt: request.negativePrompt ?? '',
    seed: request.seed ?? null,
    audio: request.audio ?? null,
    images: inputs.map((input) => imageView(input, srcOfImage)),
  };
}

function isClip({ state, failure }: Job): boolean {
  return state === 'saved' || (state === 'stored' && failure === undefined);
}

function isClosed({ state }: Job): boolean {
  return state === 'cancelled' || state === 'forgotten';
}

/** Newest first, but a long queue does not push what is rendering out of sight. */
function queuedLast(jobs: readonly Job[]): readonly Job[] {
  const isWaiting = (job: Job) => job.state === 'queued' && (job.hold === undefined || job.hold === 'frame');
  return [...jobs.filter((job) => !isWaiting(job)), ...jobs.filter(isWaiting)];
}

/**
 * The total, and beside it what one of several clips costs. `rate` is what is known of a price by the second where the
 * length is the model's.
 */
function priceView(
  quote: Quote,
  { single, clips, rate }: { readonly single: Quote; readonly clips: number; readonly rate: string },
): PriceView {
  const each =
    clips === 1 || single.microUsd === undefined
      ? ''
      : l10n.t('{0} clips, {1} each.', clips, quoteWords(single));
  const detail = rate === '' ? quoteDetail(quote) : rateDetail(quote, rate);
  return {
    text: quoteWords(quote),
    detail: `${each} ${detail}`.trim(),
    ...(quote.microUsd === undefined || quote.kind === 'unknown'
      ? {}
      : { microUsd: quote.microUsd, kind: quote.kind }),
  };
}

/** Empty where nothing was spent today. */
function spendWords(today: SpendTotals): string {
  if (countedMicroUsd(today) === 0 && today.unknownCount === 0) return '';
  const beside = besideSpend(today);
  const spent = l10n.t('Today {0}', formatUsd(today.spentMicroUsd));
  return beside === '' ? spent : `${spent} · ${beside}`;
}
