import * as vscode from 'vscode';
import { aspectRatiosOf, findModel, models, resolutionsOf } from '../core/catalogue/catalogue.ts';
import type { Model } from '../core/catalogue/model.ts';
import { completeRequest, legalSeconds, type RequestDraft } from '../core/defaults.ts';
import type { Job } from '../core/job.ts';
import type { QuoteOf } from '../core/livePrice.ts';
import { automatic, type VideoRequest } from '../core/request.ts';
import { whatFits } from '../core/whatFits.ts';
import { CappedRequest } from '../engine/admission.ts';
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
  const microUsd = model === undefined ? undefined : quote(request, model).microUsd;
  return microUsd === undefined ? {} : { shownMicroUsd: microUsd };
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

type Choice = 'generate' | 'model' | 'seconds' | 'aspectRatio' | 'resolution' | 'mode';

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
    request = await changeOption(request, model, chosen.choice, quote);
  }
}

function choices(request: VideoRequest, model: Model, quote: QuoteOf): readonly ChoiceItem[] {
  const price = quoteWords(quote(request, model));
  const item = (choice: Choice, label: string, description: string): ChoiceItem => ({
    choice,
    label,
    description,
  });
  return [
    item('generate', `$(sparkle) ${vscode.l10n.t('Generate for {0}', price)}`, request.prompt),
    item('model', `$(symbol-misc) ${vscode.l10n.t('Model')}`, model.label),
    item('seconds', `$(watch) ${vscode.l10n.t('Seconds')}`, secondsLabel(request.seconds)),
    item('aspectRatio', `$(screen-normal) ${vscode.l10n.t('Aspect ratio')}`, valueLabel(request.aspectRatio)),
    item(
      'resolution',
      `$(device-camera-video) ${vscode.l10n.t('Resolution')}`,
      valueLabel(request.resolution),
    ),
    ...(model.modes === undefined
      ? []
      : [item('mode', `$(settings) ${vscode.l10n.t('Mode')}`, modeLabel(model, request.mode))]),
  ];
}

async function changeOption(
  request: VideoRequest,
  model: Model,
  choice: Exclude<Choice, 'generate'>,
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
      return { label, value, change, description: quoteWords(quote(changed, changedModel)) };
    }),
    { title: vscode.l10n.t('Generate video'), ignoreFocusOut: true },
  );
  if (chosen === undefined) return request;
  const { prompt, images } = request;
  // Another model starts from its own defaults; another shape keeps a resolution only where the shape has it.
  if (choice === 'model') return completeInput({ prompt, images, ...chosen.change });
  const changed = { ...request, ...chosen.change };
  const offered = resolutionsOf(model, changed.aspectRatio);
  return offered.includes(changed.resolution)
    ? changed
    : { ...changed, resolution: offered[0] ?? changed.resolution };
}

interface OptionValue {
  readonly value: string;
  readonly label: string;
  readonly change: Partial<VideoRequest>;
}

function optionValues(
  request: VideoRequest,
  model: Model,
  choice: Exclude<Choice, 'generate'>,
): readonly OptionValue[] {
  switch (choice) {
    case 'model':
      return models
        .filter(({ lifecycle }) => lifecycle.stage !== 'retired')
        .map(({ id, label }) => ({ value: id, label, change: { model: id } }));
    case 'seconds':
      return legalSeconds(model, request.images).map((seconds) => ({
        value: String(seconds),
        label: secondsLabel(seconds),
        change: { seconds },
      }));
    case 'aspectRatio':
      return aspectRatiosOf(model).map((aspectRatio) => ({
        value: aspectRatio,
        label: valueLabel(aspectRatio),
        change: { aspectRatio },
      }));
    case 'resolution':
      return resolutionsOf(model, request.aspectRatio).map((resolution) => ({
        value: resolution,
        label: valueLabel(resolution),
        change: { resolution },
      }));
    case 'mode':
      return (model.modes ?? []).map(({ id, label }) => ({ value: id, label, change: { mode: id } }));
  }
}

function secondsLabel(seconds: number): string {
  return seconds === 0 ? vscode.l10n.t('Automatic') : vscode.l10n.t('{0} s', seconds);
}

function valueLabel(value: string): string {
  return value === automatic ? vscode.l10n.t('Automatic') : value;
}

function modeLabel({ modes = [] }: Model, id: string | undefined): string {
  return (modes.find((mode) => mode.id === id) ?? modes[0])?.label ?? '';
}
