import * as vscode from 'vscode';
import type { Model } from '../../core/catalogue/model.ts';
import { checkWishes } from '../../core/wishes.ts';
import type { Wish } from '../../core/requestOptions.ts';
import type { VideoRequest } from '../../core/request.ts';
import { askForText } from '../base/show/inputs.ts';
import { pick } from '../base/show/picks.ts';
import { findingWords } from '../../words/findingWords.ts';

/** The wishes of the quick input; a mode is one of its options. */
export type TypedWish = Exclude<Wish, 'mode'>;

/** A wish that the model can be told, with what is chosen now. */
export interface QuickWish {
  readonly wish: TypedWish;
  readonly label: string;
  readonly value: string;
}

/** The wishes of the quick input: those to offer, and the names of those that this model cannot be told. */
export function quickWishes(
  { negativePrompt, seed, audio }: VideoRequest,
  model: Model,
): { readonly offered: readonly QuickWish[]; readonly missing: readonly string[] } {
  const all: readonly (QuickWish & { readonly isOffered: boolean })[] = [
    {
      wish: 'negativePrompt',
      label: vscode.l10n.t('Negative prompt'),
      value: negativePrompt ?? vscode.l10n.t('none'),
      isOffered: model.negativePrompt !== undefined,
    },
    {
      wish: 'seed',
      label: vscode.l10n.t('Seed'),
      value: seed === undefined ? vscode.l10n.t('random') : String(seed),
      isOffered: model.seed !== undefined,
    },
    {
      wish: 'audio',
      label: vscode.l10n.t('Audio'),
      value: audioWord(audio),
      isOffered: model.audio === 'optional',
    },
  ];
  return {
    offered: all.filter(({ isOffered }) => isOffered),
    // A sound that is always or never made is no lack.
    missing: all
      .filter(({ wish, isOffered }) => !isOffered && (wish !== 'audio' || model.audio === 'unknown'))
      .map(({ label }) => label),
  };
}

/** The request with a wish asked for anew, or as it was where the question was closed. */
export async function askForWish(
  request: VideoRequest,
  model: Model,
  wish: TypedWish,
): Promise<VideoRequest> {
  const { negativePrompt, seed } = request;
  switch (wish) {
    case 'negativePrompt': {
      const prompt = vscode.l10n.t('What should not be seen? Empty for nothing in particular.');
      return await askForWords(request, model, { wish, prompt, value: negativePrompt ?? '' });
    }
    case 'seed': {
      const prompt = vscode.l10n.t(
        'A whole number; the same one makes a similar clip. Empty for a random one.',
      );
      return await askForWords(request, model, { wish, prompt, value: String(seed ?? '') });
    }
    case 'audio':
      return await askForAudio(request);
  }
}

interface TextQuestion {
  readonly wish: 'negativePrompt' | 'seed';
  readonly prompt: string;
  readonly value: string;
}

async function askForWords(
  request: VideoRequest,
  model: Model,
  { wish, prompt, value }: TextQuestion,
): Promise<VideoRequest> {
  const { [wish]: _before, ...others } = request;
  const withText = (text: string): VideoRequest => {
    if (text.trim() === '') return others;
    return wish === 'seed' ? { ...others, seed: Number(text) } : { ...others, negativePrompt: text };
  };
  const typed = await askForText({
    title: vscode.l10n.t('Generate video'),
    prompt,
    value,
    validateInput: (text) => {
      const finding = checkWishes(withText(text), model).find(
        ({ field, severity }) => field === wish && severity === 'error',
      );
      return finding === undefined ? undefined : findingWords(finding);
    },
  });
  return typed === undefined ? request : withText(typed);
}

async function askForAudio(request: VideoRequest): Promise<VideoRequest> {
  const { audio: _before, ...others } = request;
  const choices = [undefined, true, false].map((audio) => ({
    label: audioWord(audio),
    request: audio === undefined ? others : { ...others, audio },
  }));
  const chosen = await pick(choices, {
    title: vscode.l10n.t('Generate video'),
    placeHolder: vscode.l10n.t('Audio'),
    ignoreFocusOut: true,
  });
  return chosen?.request ?? request;
}

function audioWord(audio: boolean | undefined): string {
  if (audio === undefined) return vscode.l10n.t('Model default');
  return audio ? vscode.l10n.t('On') : vscode.l10n.t('Off');
}
