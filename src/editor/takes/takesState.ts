import * as vscode from 'vscode';
import { modelLabel } from '../../core/catalogue/catalogue.ts';
import { type KeptCost, keptCost } from '../../core/keptCost.ts';
import { formatUsd } from '../../core/money.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { automatic } from '../../core/request.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import type { TakeFact, TakesState, TakeView } from '../../protocol/takes.ts';
import { timeWords } from '../../words/dateWords.ts';
import { notFetchedWords } from '../workspace/lfsFile.ts';
import type { RecordedClip } from '../../shots/recordedClip.ts';

export interface TakesContext {
  readonly promptFile: vscode.Uri;
  /** The shot's slug. */
  readonly shot: string;
  /** As it stands in the file; absent where the file has none. */
  readonly title?: string;
  readonly toWebview: (uri: string) => string;
  /** What is to be said of a take's freshness. */
  readonly stateOf?: (take: RecordedClip) => string | undefined;
  /** Whether its clip may be played: not one that a link fetches from elsewhere. */
  readonly mayShow?: (take: RecordedClip) => boolean;
}

export function takesState(takes: readonly RecordedClip[], context: TakesContext): TakesState {
  const { promptFile, shot, title } = context;
  const path = vscode.workspace.asRelativePath(promptFile);
  const ofShot = takes.filter(({ sidecar }) => sidecar.source?.shot === shot);
  return {
    title: title ?? (shot === '' ? path : shot),
    promptFile: path,
    cost: costWords(keptCost([ofShot.map(({ sidecar }) => sidecar)])),
    takes: ofShot.toReversed().map((take) => takeView(take, context)),
  };
}

function costWords({ kept, takes, microUsd, unknown }: KeptCost): string {
  if (kept === 0) return '';
  const amount = formatUsd(microUsd);
  return unknown === 0
    ? vscode.l10n.t('The kept clip has cost {0} with all {1} takes.', amount, takes)
    : vscode.l10n.t(
        'The kept clip has cost {0} with all {1} takes; of {2} nobody knows the charge.',
        amount,
        takes,
        unknown,
      );
}

function takeView(take: RecordedClip, { toWebview, stateOf, mayShow }: TakesContext): TakeView {
  const { uri, sidecarUri, sidecar, isThere } = take;
  const { cell = '', take: number = 0 } = sidecar.source ?? {};
  const state = stateOf?.(take);
  return {
    id: sidecarUri,
    name: cell === '' ? vscode.l10n.t('Take {0}', number) : vscode.l10n.t('Take {0}, {1}', number, cell),
    ...(isThere && take.isPointer !== true && mayShow?.(take) !== false ? { src: toWebview(uri) } : {}),
    ...(take.isPointer === true ? { instead: notFetchedWords(fileNameOfUri(uri)) } : {}),
    ...(sidecar.clip?.width === undefined ? {} : { width: sidecar.clip.width }),
    ...(sidecar.clip?.height === undefined ? {} : { height: sidecar.clip.height }),
    path: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
    isKept: sidecar.kept === true,
    isSample: sidecar.sample === true,
    ...(state === undefined ? {} : { state }),
    facts: factsOf(sidecar),
  };
}

function factsOf({
  request,
  charge,
  times,
  clip,
  digest: _digest,
  ...sidecar
}: Sidecar): readonly TakeFact[] {
  const size = clip?.width === undefined || clip.height === undefined ? '' : `${clip.width} × ${clip.height}`;
  const shape = [request.aspectRatio, request.resolution].filter((one) => one !== automatic).join(' ');
  const seconds = clip?.durationSeconds ?? request.seconds;
  return [
    fact(vscode.l10n.t('Model'), modelLabel(sidecar.model)),
    fact(vscode.l10n.t('Length'), seconds === 0 ? '' : vscode.l10n.t('{0} s', round(seconds))),
    fact(vscode.l10n.t('Size'), [shape, size].filter((one) => one !== '').join(' · ')),
    fact(vscode.l10n.t('Mode'), request.mode ?? ''),
    fact(vscode.l10n.t('Seed'), request.seed === undefined ? '' : String(request.seed)),
    fact(
      vscode.l10n.t('Images'),
      request.images.map(({ path, clip: from }) => (from ?? path).split('/').at(-1) ?? '').join(', '),
    ),
    fact(vscode.l10n.t('Price'), priceOf(sidecar.quote, charge)),
    {
      ...fact(vscode.l10n.t('Saved'), times.saved === undefined ? '' : timeWords(Date.parse(times.saved))),
      isIncidental: true,
    },
    fact(vscode.l10n.t('Negative prompt'), request.negativePrompt ?? ''),
    fact(vscode.l10n.t('Prompt'), request.prompt),
  ];
}

function fact(label: string, value: string): TakeFact {
  return { label, value };
}

function priceOf(quote: Sidecar['quote'], charge: Sidecar['charge']): string {
  const microUsd = charge?.microUsd ?? quote.microUsd;
  if (microUsd === undefined) return vscode.l10n.t('unknown');
  const amount = formatUsd(microUsd);
  return charge?.basis === 'reported' ? amount : vscode.l10n.t('{0} estimated', amount);
}

function round(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}
