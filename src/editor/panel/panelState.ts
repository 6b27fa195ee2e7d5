import * as vscode from 'vscode';
import { capBreach, leftMicroUsd, nearCap } from '../../core/budget.ts';
import { aspectRatiosOf, resolutionsOf } from '../../core/catalogue/catalogue.ts';
import type { Model } from '../../core/catalogue/model.ts';
import { legalSeconds } from '../../core/defaults.ts';
import type { Job } from '../../core/job.ts';
import { countedMicroUsd } from '../../core/ledger.ts';
import { formatUsd } from '../../core/money.ts';
import { type Market, modelIn, presumedModel } from '../../core/market.ts';
import { preflight } from '../../core/preflight.ts';
import { type Quote, timesQuote } from '../../core/quote.ts';
import { type Offer, whatFits } from '../../core/whatFits.ts';
import { automatic, imageRoles, maxVariants, type VideoRequest } from '../../core/request.ts';
import type {
  DraftPatch,
  FormView,
  ModelView,
  NoticeView,
  PanelState,
  PriceView,
} from '../../protocol/panel.ts';
import type { ApiKey } from '../session/apiKeys.ts';
import type { SetButNoKey } from '../../core/apiKey.ts';
import { systemClock } from '../../node/clock.ts';
import { requestTotals } from '../session/countedFolder.ts';
import { clipUri } from '../jobs/jobCommands.ts';
import type { Session } from '../session/session.ts';
import { engineSettings } from '../base/settings.ts';
import { errorWords } from '../submitting/showError.ts';
import { setButNoKeyWords } from '../../words/keyWords.ts';
import { breachWords, nearWords, offerWords } from '../../words/capWords.ts';
import { abilityWords, lifecycleWords, rateWords } from '../../words/modelWords.ts';
import { isPausedByUser, pauseWords } from '../../words/pauseWords.ts';
import { besideSpend, quoteDetail, quoteWords, rateDetail } from '../../words/priceWords.ts';
import type { Draft } from './draft.ts';
import { findingViews } from './findingViews.ts';
import { type ImageLook, imageView } from '../workspace/imageViews.ts';
import { jobView } from './jobView.ts';
import { isTrusted } from '../base/trust.ts';

const shownJobs = 60;

export interface PanelStateParts {
  readonly draft: Draft;
  readonly draftNumber: number;
  readonly session: Session | undefined;
  /** Why there is no session. */
  readonly trouble: unknown;
  readonly key: ApiKey | undefined;
  /** What is set instead of a key. */
  readonly keyFault: SetButNoKey | undefined;
  /** With what that key may not use. */
  readonly market: Market;
  readonly isSubmitting: boolean;
  readonly images: ImageLook;
  readonly toWebview: (uri: vscode.Uri) => string;
}

/** Everything the panel shows, from what is true now. */
export async function panelState(parts: PanelStateParts): Promise<PanelState> {
  const { draft, session, market, images, toWebview } = parts;
  const { request, revision } = draft;
  const model = modelIn(market, request.model);
  const inputs = await images.look(request.images);
  const findings = preflight(request, presumedModel(market, request.model), inputs, {
    refusedModels: market.refused,
  });
  const single = market.quote(request, model);
  const quote = timesQuote(single, request.variants ?? 1);
  const jobs = (await session?.engine.list({ limit: shownJobs })) ?? [];
  const context = {
    toWebview,
    clipUri: (job: Job) => (session === undefined ? vscode.Uri.file('/') : clipUri(session, job)),
  };
  const isClip = (job: Job) => job.state === 'saved' || (job.state === 'stored' && job.failure === undefined);
  const isClosed = (job: Job) => job.state === 'cancelled' || job.state === 'forgotten';
  return {
    draft: {
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
      images: inputs.map((input) => imageView(input, toWebview)),
    },
    revision,
    draftNumber: parts.draftNumber,
    form: formView(model, request),
    price: priceView(quote, { single, clips: request.variants ?? 1, rate: rateWords(model) }),
    findings: findingViews(findings, request),
    notices: await notices(parts, jobs, quote.microUsd),
    canGenerate:
      isTrusted() && session !== undefined && findings.every(({ severity }) => severity !== 'error'),
    isSubmitting: parts.isSubmitting,
    jobs: queuedLast(jobs.filter((job) => !isClip(job) && !isClosed(job))).map((job) =>
      jobView(job, context),
    ),
    clips: jobs.filter(isClip).map((job) => jobView(job, context)),
    spend: session === undefined ? '' : await spendWords(session),
  };
}

/** Newest first, but a long queue does not push what is rendering out of sight. */
function queuedLast(jobs: readonly Job[]): readonly Job[] {
  const isWaiting = (job: Job) => job.state === 'queued' && (job.hold === undefined || job.hold === 'frame');
  return [...jobs.filter((job) => !isWaiting(job)), ...jobs.filter(isWaiting)];
}

function formView(model: Model, request: VideoRequest): FormView {
  return {
    model: modelView(model),
    // What the model decides by itself is no choice.
    seconds: legalSeconds(model, request.images).filter((seconds) => seconds !== 0),
    aspectRatios: aspectRatiosOf(model).filter(isChoice),
    resolutions: resolutionsOf(model, request.aspectRatio).filter(isChoice),
    modes: model.modes ?? [],
    roles: imageRoles.filter((role) => (model.images.roles[role] ?? 0) > 0),
    maxImages: model.images.max,
    imageSource: model.images.source ?? 'file',
    maxVariants,
    ...(model.negativePrompt === undefined ? {} : { negativePrompt: model.negativePrompt }),
    ...(model.seed === undefined ? {} : { seed: model.seed }),
    audio: model.audio,
  };
}

function isChoice(value: string): boolean {
  return value !== automatic;
}

function modelView(model: Model): ModelView {
  const stage = lifecycleWords(model);
  const family = model.isUncharted === true ? vscode.l10n.t('Other models') : model.family;
  return {
    label: model.label,
    note: stage === '' ? family : `${family} · ${stage}`,
    abilities: abilityWords(model),
    notes: model.notes,
  };
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
      : vscode.l10n.t('{0} clips, {1} each.', clips, quoteWords(single));
  const detail = rate === '' ? quoteDetail(quote) : rateDetail(quote, rate);
  return {
    text: quoteWords(quote),
    detail: `${each} ${detail}`.trim(),
    ...(quote.microUsd === undefined || quote.kind === 'unknown'
      ? {}
      : { microUsd: quote.microUsd, kind: quote.kind }),
  };
}

async function notices(
  { session, trouble, key, keyFault, draft }: PanelStateParts,
  jobs: readonly Job[],
  priceMicroUsd: number | undefined,
): Promise<readonly NoticeView[]> {
  const shown: NoticeView[] = [];
  if (!isTrusted()) {
    shown.push({
      id: 'untrusted',
      severity: 'warning',
      text: vscode.l10n.t(
        'This workspace is not trusted, so nothing is submitted from it and nothing is saved into it.',
      ),
      actions: [{ command: 'manageTrust', label: vscode.l10n.t('Manage Workspace Trust'), primary: true }],
    });
  }
  if (session === undefined && trouble !== undefined) {
    shown.push({ id: 'error', severity: 'error', text: errorWords(trouble), actions: [] });
  }
  if (key === undefined) {
    shown.push({
      id: 'noKey',
      severity: keyFault === undefined ? 'info' : 'warning',
      text:
        keyFault === undefined
          ? vscode.l10n.t(
              'No API key is set. Set one to generate clips, or try the extension with sample clips first.',
            )
          : setButNoKeyWords(keyFault),
      actions: [
        { command: 'setApiKey', label: vscode.l10n.t('Set API Key…'), primary: true },
        { command: 'trySample', label: vscode.l10n.t('Try It Without a Key') },
      ],
    });
  } else if (key.from === 'environment') {
    shown.push({
      id: 'environmentKey',
      severity: 'info',
      text: vscode.l10n.t('The API key comes from COMETAPI_KEY in the environment.'),
      actions: [{ command: 'setApiKey', label: vscode.l10n.t('Set API Key…') }],
    });
  }
  const pauses = session?.engine.pauses() ?? [];
  const resting = pauseWords(pauses);
  if (resting !== undefined) {
    const resume = { command: 'resumeAll', label: vscode.l10n.t('Resume All'), primary: true } as const;
    const setKey = { command: 'setApiKey', label: vscode.l10n.t('Set API Key…') } as const;
    shown.push({
      id: 'paused',
      severity: 'warning',
      text: resting,
      actions: isPausedByUser(pauses) ? [resume] : [resume, setKey],
    });
  }
  const isCutOff = jobs.some(
    ({ state, failure }) =>
      failure?.class === 'network' && ['queued', 'running', 'downloading'].includes(state),
  );
  if (isCutOff) {
    shown.push({
      id: 'offline',
      severity: 'warning',
      text: vscode.l10n.t(
        'CometAPI cannot be reached at the moment. Jobs go on by themselves as soon as it can; nothing is lost.',
      ),
      actions: [],
    });
  }
  shown.push(...(await capNotice(session, draft.request, priceMicroUsd)));
  return shown;
}

async function capNotice(
  session: Session | undefined,
  request: VideoRequest,
  priceMicroUsd: number | undefined,
): Promise<readonly NoticeView[]> {
  if (session === undefined) return [];
  try {
    const { totals } = await requestTotals(session, request);
    const { caps } = engineSettings();
    const breach = capBreach(caps, totals, priceMicroUsd ?? 1);
    const near = nearCap(caps, totals, priceMicroUsd ?? 0);
    if (breach === undefined && near === undefined) return [];
    const fits = whatFits(
      request,
      modelIn(session.market, request.model),
      leftMicroUsd(caps, totals) ?? 0,
      session.market.quote,
    ).map((offer) => ({
      label: offerWords(offer),
      patch: patchOf(offer),
    }));
    const actions = [{ command: 'openSettings', label: vscode.l10n.t('Open Settings') } as const];
    return breach === undefined
      ? near === undefined
        ? []
        : [{ id: 'capNear', severity: 'info', text: nearWords(near), actions: [], offers: fits }]
      : [{ id: 'capReached', severity: 'warning', text: breachWords(breach), actions, offers: fits }];
  } catch (error) {
    return [{ id: 'error', severity: 'error', text: errorWords(error), actions: [] }];
  }
}

/** What an offer changes in the draft. */
function patchOf({ change, request }: Offer): DraftPatch {
  switch (change) {
    case 'variants':
      return { variants: request.variants ?? 1 };
    case 'seconds':
      return { seconds: request.seconds };
    case 'resolution':
      return { resolution: request.resolution };
    case 'model':
      return { model: request.model };
  }
}

async function spendWords(session: Session): Promise<string> {
  const { day } = await session.store.totals(systemClock.localDay(systemClock.now()), '');
  if (countedMicroUsd(day) === 0 && day.unknownCount === 0) return '';
  const beside = besideSpend(day);
  const spent = vscode.l10n.t('Today {0}', formatUsd(day.spentMicroUsd));
  return beside === '' ? spent : `${spent} · ${beside}`;
}
