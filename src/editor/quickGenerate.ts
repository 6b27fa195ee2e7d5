import * as vscode from 'vscode';
import { aspectRatiosOf, findModel, models, resolutionsOf } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { defined } from '../core/defined.ts';
import { completeRequest, legalSeconds, type RequestDraft } from '../core/defaults.ts';
import type { Job } from '../core/job.ts';
import type { QuoteOf } from '../core/livePrice.ts';
import { type Quote, timesQuote } from '../core/quote.ts';
import { maxVariants, type VideoRequest } from '../core/request.ts';
import { whatFits } from '../core/whatFits.ts';
import { adaptWishes, type Wish } from '../core/wishes.ts';
import { CappedRequest } from '../engine/admission.ts';
import { askForWish, quickWishes } from './quickWishes.ts';
import { completeInput, parseRequestInput } from './requestInput.ts';
import type { Submit } from './submit.ts';
import { breachWords, offerWords } from './words/capWords.ts';
import { quoteWords } from './words/priceWords.ts';

/**
 * *Generate Video…*: a short quick input for those who want no panel. With a request as argument it asks nothing
 * that the request answers, and the price is confirmed in a modal, because no person pressed a button that showed it.
 */
export async function quickGenerate(
  submit: Submit,
  quote: QuoteOf,
  argument: unknown,
): Promise<readonly Job[] | undefined> {
  if (argument === undefined || argument === null) {
    const request = await askForRequest({ prompt: '' }, quote);
    if (request === undefined) return undefined;
    return await submitOrOffer(request, quote, (one) =>
      submit(one, { caller: { kind: 'person', ...quoteOf(one, quote) }, mayAsk: true }),
    );
  }
  const given = parseRequestInput({ prompt: '', ...asObject(argument) });
  const prompt = given.prompt.trim() === '' ? await askForPrompt() : given.prompt;
  if (prompt === undefined) return undefined;
  return await submitOrOffer(completeInput({ ...given, prompt }), quote, (one) =>
    submit(one, { caller: { kind: 'program' }, mayAsk: true }),
  );
}

type Submitted = readonly Job[] | undefined;

/** Where a cap stops the request, the person may choose something that fits; it takes the same way again. */
async function submitOrOffer(
  request: VideoRequest,
  quote: QuoteOf,
  submit: (request: VideoRequest) => Promise<Submitted>,
): Promise<Submitted> {
  try {
    return await submit(request);
  } catch (error) {
    if (!(error instanceof CappedRequest)) throw error;
    const model = findModel(request.model);
    const offers = model === undefined ? [] : whatFits(request, model, error.leftMicroUsd, quote);
    if (offers.length === 0) throw error;
    const chosen = await vscode.window.showQuickPick(
      offers.map((offer) => ({ label: offerWords(offer), offer })),
      {
        title: breachWords(error.breach),
        placeHolder: vscode.l10n.t('This would fit'),
        ignoreFocusOut: true,
      },
    );
    return chosen === undefined ? undefined : await submitOrOffer(chosen.offer.request, quote, submit);
  }
}

function asObject(argument: unknown): object {
  return typeof argument === 'object' && argument !== null ? argument : { prompt: argument };
}

function quoteOf(request: VideoRequest, quote: QuoteOf): { shownMicroUsd?: number } {
  const model = findModel(request.model);
  const microUsd = model === undefined ? undefined : totalOf(request, model, quote).microUsd;
  return microUsd === undefined ? {} : { shownMicroUsd: microUsd };
}

/** All variants together. */
function totalOf(request: VideoRequest, model: Model, quote: QuoteOf): Quote {
  return timesQuote(quote(request, model), request.variants ?? 1);
}

async function askForPrompt(): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    title: vscode.l10n.t('Generate video'),
    prompt: vscode.l10n.t('What should the video show?'),
    placeHolder: vscode.l10n.t('A paper boat drifts down a rain-wet street at dusk'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('Describe what the video should show.') : undefined,
  });
}

type Option = 'model' | 'seconds' | 'aspectRatio' | 'resolution' | 'variants';
type Choice = 'generate' | Option | Wish;

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice: Choice;
}

/** The prompt, then one list in which Enter generates and every option can be changed first. */
async function askForRequest(draft: RequestDraft, quote: QuoteOf): Promise<VideoRequest | undefined> {
  const prompt = await askForPrompt();
  if (prompt === undefined) return undefined;
  let request = completeInput({ ...draft, prompt });
  for (;;) {
    const model = findModel(request.model);
    if (model === undefined) return request;
    const chosen = await vscode.window.showQuickPick(choices(request, model, quote), {
      title: vscode.l10n.t('Generate video'),
      placeHolder: vscode.l10n.t('Press Enter to generate, or change an option first'),
      ignoreFocusOut: true,
    });
    if (chosen === undefined) return undefined;
    if (chosen.choice === 'generate') return request;
    request = await change(request, model, chosen.choice, quote);
  }
}

async function change(
  request: VideoRequest,
  model: Model,
  choice: Exclude<Choice, 'generate'>,
  quote: QuoteOf,
): Promise<VideoRequest> {
  switch (choice) {
    case 'negativePrompt':
    case 'seed':
    case 'audio':
      return await askForWish(request, model, choice);
    default:
      return await changeOption(request, model, choice, quote);
  }
}

function choices(request: VideoRequest, model: Model, quote: QuoteOf): readonly ChoiceItem[] {
  const price = quoteWords(totalOf(request, model, quote));
  const variants = request.variants ?? 1;
  const { offered, missing } = quickWishes(request, model);
  const generate =
    variants === 1
      ? vscode.l10n.t('Generate for {0}', price)
      : vscode.l10n.t('Generate {0} clips for {1}', variants, price);
  const item = (choice: Choice, label: string, description: string): ChoiceItem => ({
    choice,
    label,
    description,
  });
  return [
    item('generate', `$(sparkle) ${generate}`, request.prompt),
    {
      ...item('model', `$(symbol-misc) ${vscode.l10n.t('Model')}`, model.label),
      ...(missing.length === 0
        ? {}
        : { detail: vscode.l10n.t('Not available for this model: {0}.', missing.join(', ')) }),
    },
    item('seconds', `$(watch) ${vscode.l10n.t('Seconds')}`, String(request.seconds)),
    item('aspectRatio', `$(screen-normal) ${vscode.l10n.t('Aspect ratio')}`, request.aspectRatio),
    item('resolution', `$(device-camera-video) ${vscode.l10n.t('Resolution')}`, request.resolution),
    item('variants', `$(layers) ${vscode.l10n.t('Variants')}`, String(variants)),
    ...offered.map(({ wish, label, value }) => item(wish, `$(settings) ${label}`, value)),
  ];
}

async function changeOption(
  request: VideoRequest,
  model: Model,
  choice: Option,
  quote: QuoteOf,
): Promise<VideoRequest> {
  const values = optionValues(request, model, choice);
  const chosen = await vscode.window.showQuickPick(
    values.map(({ value, label, change }) => {
      const changed = completeRequest(
        { ...request, ...change },
        findModel(change.model ?? model.id) ?? model,
      );
      const changedModel = findModel(changed.model) ?? model;
      return { label, value, change, description: quoteWords(totalOf(changed, changedModel, quote)) };
    }),
    { title: vscode.l10n.t('Generate video'), ignoreFocusOut: true },
  );
  if (chosen === undefined) return request;
  // Another model starts from its own defaults; another shape keeps a resolution only where the shape has it.
  if (choice === 'model') return forModel(request, chosen.change);
  const changed = { ...request, ...chosen.change };
  const offered = resolutionsOf(model, changed.aspectRatio);
  return offered.includes(changed.resolution)
    ? changed
    : { ...changed, resolution: offered[0] ?? changed.resolution };
}

/** What was asked for beside length, shape and size goes with it, as far as the model has it. */
function forModel(request: VideoRequest, change: Partial<VideoRequest>): VideoRequest {
  const { prompt, images, variants } = request;
  const model = findModel(change.model ?? request.model);
  const wishes = model === undefined ? {} : adaptWishes(request, model).wishes;
  return completeInput({ prompt, images, ...defined({ variants }), ...wishes, ...change });
}

interface OptionValue {
  readonly value: string;
  readonly label: string;
  readonly change: Partial<VideoRequest>;
}

function optionValues(request: VideoRequest, model: Model, choice: Option): readonly OptionValue[] {
  switch (choice) {
    case 'model':
      return models
        .filter(({ lifecycle }) => lifecycle.stage !== 'retired')
        .map(({ id, label }) => ({ value: id, label, change: { model: id } }));
    case 'seconds':
      return legalSeconds(model, request.images).map((seconds) => ({
        value: String(seconds),
        label: vscode.l10n.t('{0} s', seconds),
        change: { seconds },
      }));
    case 'aspectRatio':
      return aspectRatiosOf(model).map((aspectRatio) => ({
        value: aspectRatio,
        label: aspectRatio,
        change: { aspectRatio },
      }));
    case 'resolution':
      return resolutionsOf(model, request.aspectRatio).map((resolution) => ({
        value: resolution,
        label: resolution,
        change: { resolution },
      }));
    case 'variants':
      return Array.from({ length: maxVariants }, (_, index) => index + 1).map((variants) => ({
        value: String(variants),
        label: variants === 1 ? vscode.l10n.t('1 clip') : vscode.l10n.t('{0} clips', variants),
        change: { variants },
      }));
  }
}
