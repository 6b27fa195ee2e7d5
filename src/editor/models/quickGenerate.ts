import * as vscode from 'vscode';
import { aspectRatiosOf, defaultModel, resolutionsOf } from '../../core/catalogue/catalogue.ts';
import type { Model } from '../../core/catalogue/model.ts';
import { compareModel } from '../../core/compareModels.ts';
import { adaptRequest, completeRequest, legalSeconds } from '../../core/defaults.ts';
import type { Job } from '../../core/job.ts';
import type { Market } from '../../core/market.ts';
import { applyPreset } from '../../core/preset.ts';
import { type Quote, timesQuote } from '../../core/quote.ts';
import { automatic, maxVariants, type VideoRequest } from '../../core/request.ts';
import { type Offer, whatFits } from '../../core/whatFits.ts';
import { CappedRequest, RefusedRequest } from '../../engine/admission.ts';
import { pickModel } from './modelPicker.ts';
import { droppedWords } from '../../words/droppedWords.ts';
import { pickPreset } from './presetPicker.ts';
import { askForWish, quickWishes, type TypedWish } from './quickWishes.ts';
import { completeInput, parseRequestInput } from '../submitting/requestInput.ts';
import { askForText } from '../base/show/inputs.ts';
import { pick, type PickRow } from '../base/show/picks.ts';
import { type Shown, withIcon } from '../base/show/shown.ts';
import type { Submit } from '../submitting/submit.ts';
import { errorWords } from '../../words/errorWords.ts';
import { offerWords } from '../../words/capWords.ts';
import { presetTrouble } from '../../words/presetWords.ts';
import { quoteWords } from '../../words/priceWords.ts';

/**
 * *Generate Video…*: a short quick input for those who want no panel. With a request as argument it asks nothing
 * that the request answers. The price is confirmed in a modal either way: programs type into boxes and choose in lists too.
 */
export async function quickGenerate(
  submit: Submit,
  market: Market,
  argument: unknown,
): Promise<readonly Job[] | undefined> {
  if (argument === undefined || argument === null) {
    const request = await askForRequest(market);
    if (request === undefined) return undefined;
    return await submitOrOffer(request, market, (one) => submit(one, { caller: { kind: 'someone' } }));
  }
  const given = await parseRequestInput({ prompt: '', ...asObject(argument) });
  const prompt = given.prompt.trim() === '' ? await askForPrompt() : given.prompt;
  if (prompt === undefined) return undefined;
  return await submitOrOffer(completeInput({ ...given, prompt }), market, (one) =>
    submit(one, { caller: { kind: 'program', isCommand: true } }),
  );
}

type Submitted = readonly Job[] | undefined;

/**
 * Where a cap stops the request, or its model was shut down, the person may choose something that fits; it takes the same
 * way again.
 */
async function submitOrOffer(
  request: VideoRequest,
  market: Market,
  submit: (request: VideoRequest) => Promise<Submitted>,
): Promise<Submitted> {
  try {
    return await submit(request);
  } catch (error) {
    const offers = offersAfter(error, request, market);
    if (offers.length === 0) throw error;
    const chosen = await pick(
      offers.map((offer) => ({ label: offerWords(offer), offer })),
      { title: errorWords(error), placeHolder: vscode.l10n.t('This would fit'), ignoreFocusOut: true },
    );
    return chosen === undefined ? undefined : await submitOrOffer(chosen.offer.request, market, submit);
  }
}

type Offered = Pick<Offer, 'change' | 'request'> & { readonly quote: Quote };

function offersAfter(error: unknown, request: VideoRequest, market: Market): readonly Offered[] {
  if (error instanceof CappedRequest) {
    const model = market.find(request.model);
    return model === undefined ? [] : whatFits(request, model, error.leftMicroUsd, market.quote);
  }
  const replacement = error instanceof RefusedRequest ? replacementIn(error, market) : undefined;
  if (replacement === undefined) return [];
  const { request: adapted, quote } = compareModel(request, replacement, { ...market, inputs: [] });
  return [{ change: 'model', request: adapted, quote }];
}

function replacementIn({ findings }: RefusedRequest, market: Market): Model | undefined {
  const id = findings.find(({ code }) => code === 'model.retired')?.fix?.model;
  return id === undefined ? undefined : market.find(id);
}

function asObject(argument: unknown): object {
  return typeof argument === 'object' && argument !== null ? argument : { prompt: argument };
}

/** All variants together. */
function totalOf(request: VideoRequest, model: Model, { quote }: Pick<Market, 'quote'>): Quote {
  return timesQuote(quote(request, model), request.variants ?? 1);
}

async function askForPrompt(): Promise<string | undefined> {
  return await askForText({
    title: vscode.l10n.t('Generate video'),
    prompt: vscode.l10n.t('What should the video show?'),
    placeHolder: vscode.l10n.t('A paper boat drifts down a rain-wet street at dusk'),
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('Describe what the video should show.') : undefined,
  });
}

type Option = 'seconds' | 'aspectRatio' | 'resolution' | 'mode' | 'variants';
type Choice = 'generate' | 'model' | 'preset' | Option | TypedWish;

interface ChoiceItem extends PickRow {
  readonly choice: Choice;
}

/** A request, and what the last choice could not keep, in words. */
interface Asked {
  readonly request: VideoRequest;
  readonly trouble: string;
}

/** The prompt, then one list in which Enter generates and every option can be changed first. */
async function askForRequest(market: Market): Promise<VideoRequest | undefined> {
  const prompt = await askForPrompt();
  if (prompt === undefined) return undefined;
  let asked: Asked = { request: completeInput({ prompt }), trouble: '' };
  for (;;) {
    const { request, trouble } = asked;
    const model = market.find(request.model);
    if (model === undefined) return request;
    const usual = vscode.l10n.t('Press Enter to generate, or change an option first');
    const chosen = await pick(choices(request, model, market), {
      title: vscode.l10n.t('Generate video'),
      placeHolder: trouble === '' ? usual : trouble,
      ignoreFocusOut: true,
    });
    if (chosen === undefined) return undefined;
    if (chosen.choice === 'generate') return request;
    asked = await changeBy(chosen.choice, request, model, market);
  }
}

function choices(request: VideoRequest, model: Model, market: Market): readonly ChoiceItem[] {
  const { variants = 1, seconds, aspectRatio, resolution } = request;
  const total = totalOf(request, model, market);
  const price = quoteWords(total);
  const { offered, missing } = quickWishes(request, model);
  const isPriced = total.microUsd !== undefined;
  const generate =
    variants === 1
      ? isPriced
        ? vscode.l10n.t('Generate for {0}', price)
        : vscode.l10n.t('Generate, {0}', price)
      : isPriced
        ? vscode.l10n.t('Generate {0} clips for {1}', variants, price)
        : vscode.l10n.t('Generate {0} clips, {1}', variants, price);
  const item = (choice: Choice, label: Shown, description: string): ChoiceItem => ({
    choice,
    label,
    description,
  });
  // What the model decides by itself is no choice.
  const options = [
    item('seconds', withIcon('watch', vscode.l10n.t('Seconds')), seconds === 0 ? automatic : String(seconds)),
    item('aspectRatio', withIcon('screen-normal', vscode.l10n.t('Aspect ratio')), aspectRatio),
    item('resolution', withIcon('device-camera-video', vscode.l10n.t('Resolution')), resolution),
  ].filter(({ description }) => description !== automatic);
  return [
    item('generate', withIcon('sparkle', generate), request.prompt),
    {
      ...item('model', withIcon('symbol-misc', vscode.l10n.t('Model')), model.label),
      ...(missing.length === 0
        ? {}
        : { detail: vscode.l10n.t('Not available for this model: {0}.', missing.join(', ')) }),
    },
    item('preset', withIcon('bookmark', vscode.l10n.t('Preset')), ''),
    ...options,
    ...(model.modes === undefined
      ? []
      : [item('mode', withIcon('settings', vscode.l10n.t('Mode')), modeLabel(model, request.mode))]),
    item('variants', withIcon('layers', vscode.l10n.t('Variants')), String(variants)),
    ...offered.map(({ wish, label, value }) => item(wish, withIcon('settings', label), value)),
  ];
}

async function changeBy(
  choice: Exclude<Choice, 'generate'>,
  request: VideoRequest,
  model: Model,
  market: Market,
): Promise<Asked> {
  switch (choice) {
    case 'model': {
      const chosen = market.find((await pickModel(request, { ...market, inputs: [] })) ?? request.model);
      if (chosen === undefined) return { request, trouble: '' };
      const adapted = adaptRequest(request, chosen);
      return { request: adapted.request, trouble: droppedWords(adapted.dropped) };
    }
    case 'preset': {
      const preset = await pickPreset(request, { ...market, inputs: [] });
      if (preset === undefined) return { request, trouble: '' };
      const applied = applyPreset(request, preset, market.find, defaultModel);
      const used = market.find(applied.request.model) ?? defaultModel;
      return { request: applied.request, trouble: presetTrouble(preset, applied, used.label) };
    }
    case 'negativePrompt':
    case 'seed':
    case 'audio':
      return { request: await askForWish(request, model, choice), trouble: '' };
    case 'seconds':
    case 'aspectRatio':
    case 'resolution':
    case 'mode':
    case 'variants':
      return { request: await changeOption(request, model, choice, market), trouble: '' };
  }
}

async function changeOption(
  request: VideoRequest,
  model: Model,
  choice: Option,
  market: Market,
): Promise<VideoRequest> {
  const values = optionValues(request, model, choice);
  const chosen = await pick(
    values.map(({ value, label, change }) => {
      const changed = completeRequest({ ...request, ...change }, model);
      return { label, value, change, description: quoteWords(totalOf(changed, model, market)) };
    }),
    { title: vscode.l10n.t('Generate video'), ignoreFocusOut: true },
  );
  if (chosen === undefined) return request;
  const changed = { ...request, ...chosen.change };
  const offered = resolutionsOf(model, changed.aspectRatio);
  // Another shape keeps a resolution only where the shape has it.
  return offered.includes(changed.resolution)
    ? changed
    : { ...changed, resolution: offered[0] ?? changed.resolution };
}

interface OptionValue {
  readonly value: string;
  readonly label: string;
  readonly change: Partial<VideoRequest>;
}

function optionValues(request: VideoRequest, model: Model, choice: Option): readonly OptionValue[] {
  switch (choice) {
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
    case 'mode':
      return (model.modes ?? []).map(({ id, label }) => ({ value: id, label, change: { mode: id } }));
    case 'variants':
      return Array.from({ length: maxVariants }, (_, index) => index + 1).map((variants) => ({
        value: String(variants),
        label: variants === 1 ? vscode.l10n.t('1 clip') : vscode.l10n.t('{0} clips', variants),
        change: { variants },
      }));
  }
}

function modeLabel({ modes = [] }: Model, id: string | undefined): string {
  return (modes.find((mode) => mode.id === id) ?? modes[0])?.label ?? '';
}
