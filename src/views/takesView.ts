import * as l10n from '@vscode/l10n';
import { modelLabel } from '../core/catalogue/catalogue.ts';
import { type KeptCost, keptCost } from '../core/keptCost.ts';
import { formatUsd } from '../core/money.ts';
import type { Sidecar } from '../core/sidecar.ts';
import { automatic } from '../core/request.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import type { TakeFact, TakesState, TakeView } from '../protocol/takes.ts';
import { timeWords } from '../words/dateWords.ts';
import { notFetchedWords } from '../words/notFetchedWords.ts';
import type { RecordedClip } from '../shots/recordedClip.ts';

/** The shot whose takes are shown. */
export interface ShownShot {
  /** The prompt file's path in the workspace. */
  readonly promptFile: string;
  /** The shot's slug. */
  readonly shot: string;
  /** As it stands in the file; absent where the file has none. */
  readonly title?: string;
}

/** A take, and what is known of its clip now. */
export interface ShownTake {
  readonly take: RecordedClip;
  /** The clip's path in the workspace. */
  readonly path: string;
  /** A URI that the webview may load; undefined: the clip may not be played. */
  readonly src: string | undefined;
  /** What is to be said of its freshness. */
  readonly state: string | undefined;
}

export function takesView({ promptFile, shot, title }: ShownShot, takes: readonly ShownTake[]): TakesState {
  return {
    title: title ?? (shot === '' ? promptFile : shot),
    promptFile,
    cost: costWords(keptCost([takes.map(({ take: { sidecar } }) => sidecar)])),
    takes: takes.toReversed().map(takeView),
  };
}

function costWords({ kept, takes, microUsd, unknown }: KeptCost): string {
  if (kept === 0) return '';
  const amount = formatUsd(microUsd);
  return unknown === 0
    ? l10n.t('The kept clip has cost {0} with all {1} takes.', amount, takes)
    : l10n.t(
        'The kept clip has cost {0} with all {1} takes; the charge of {2} is unknown.',
        amount,
        takes,
        unknown,
      );
}

function takeView({ take, path, src, state }: ShownTake): TakeView {
  const { uri, sidecarUri, sidecar, isThere, isPointer = false } = take;
  const { cell = '', take: number = 0 } = sidecar.source ?? {};
  return {
    id: sidecarUri,
    name: cell === '' ? l10n.t('Take {0}', number) : l10n.t('Take {0}, {1}', number, cell),
    ...(isThere && !isPointer && src !== undefined ? { src } : {}),
    ...(isPointer ? { instead: notFetchedWords(fileNameOfUri(uri)) } : {}),
    ...(sidecar.clip?.width === undefined ? {} : { width: sidecar.clip.width }),
    ...(sidecar.clip?.height === undefined ? {} : { height: sidecar.clip.height }),
    path,
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
    fact(l10n.t('Model'), modelLabel(sidecar.model)),
    fact(l10n.t('Length'), seconds === 0 ? '' : l10n.t('{0} s', round(seconds))),
    fact(l10n.t('Size'), [shape, size].filter((one) => one !== '').join(' · ')),
    fact(l10n.t('Mode'), request.mode ?? ''),
    fact(l10n.t('Seed'), request.seed === undefined ? '' : String(request.seed)),
    fact(
      l10n.t('Images'),
      request.images.map(({ path, clip: from }) => (from ?? path).split('/').at(-1) ?? '').join(', '),
    ),
    fact(l10n.t('Price'), priceOf(sidecar.quote, charge)),
    {
      ...fact(l10n.t('Saved'), times.saved === undefined ? '' : timeWords(Date.parse(times.saved))),
      isIncidental: true,
    },
    fact(l10n.t('Negative prompt'), request.negativePrompt ?? ''),
    fact(l10n.t('Prompt'), request.prompt),
  ];
}

function fact(label: string, value: string): TakeFact {
  return { label, value };
}

function priceOf(quote: Sidecar['quote'], charge: Sidecar['charge']): string {
  const microUsd = charge?.microUsd ?? quote.microUsd;
  if (microUsd === undefined) return l10n.t('unknown');
  const amount = formatUsd(microUsd);
  return charge?.basis === 'reported' ? amount : l10n.t('{0} estimated', amount);
}

function round(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}
