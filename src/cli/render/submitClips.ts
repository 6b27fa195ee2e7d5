import * as l10n from '@vscode/l10n';
import { VideoPromptError } from '../../core/errors.ts';
import type { Job } from '../../core/job.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import { CappedRequest, DuplicateRequest, OverBudget, RefusedRequest } from '../../engine/refusals.ts';
import type { BatchCheck } from '../../engine/checkBatch.ts';
import type { BatchItem, SubmitItem } from '../../core/batch.ts';
import { isCovered } from '../../core/runBudget.ts';
import { hasFfmpeg } from '../../node/lastFrame.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import { cellTitle } from '../../shots/cellTitle.ts';
import { type ChosenCell, renderItems } from '../../shots/renderItems.ts';
import { RenderTrouble } from '../../shots/renderTrouble.ts';
import { cellOf } from '../../shots/secondRender.ts';
import { breachWords } from '../../words/capWords.ts';
import { errorWords } from '../../words/errorWords.ts';
import { renderTroubleWords } from '../../words/renderTroubleWords.ts';
import type { ProcessContext } from '../context.ts';
import type { NextStep } from '../../reports/nextStep.ts';
import { originFor } from '../run/runOptions.ts';
import type { ClipFrames } from './clipFrames.ts';
import type { NextOfRender } from './nextOfRender.ts';
import { Refusal } from './refusal.ts';
import type { RenderOptions } from './renderOptions.ts';

export interface SubmitParts {
  readonly runtime: Pick<Runtime, 'engine' | 'folders'>;
  readonly options: RenderOptions;
  readonly context: ProcessContext;
  readonly frames: ClipFrames;
  /** The folder of the prompt files. */
  readonly rootUri: string;
  readonly next: NextOfRender;
}

/**
 * Submits the clips of these cells together, or none of them. Undefined: others have begun to render some of them since
 * they were looked at. Throws a `Refusal`; nothing was sent then.
 */
export async function submitClips(
  chosen: readonly ChosenCell[],
  parts: SubmitParts,
): Promise<readonly Job[] | undefined> {
  const { runtime, options, rootUri } = parts;
  const { engine, folders } = runtime;
  await requireFrames(chosen, parts);
  const items = await itemsOf(chosen, parts);
  const origin = originFor(options, options.isSample);
  const caller = { kind: 'command', budget: options.budget } as const;
  try {
    const check = await engine.check({ items, caller, origin, workspaceFolderUris: [rootUri] });
    requireConsent(check, parts);
    const countedIn = await folders.keyOf(rootUri);
    const placed = items.flatMap((item): readonly BatchItem[] =>
      item.output === undefined ? [] : [{ ...item, output: item.output, countedIn }],
    );
    return await engine.submitAll({ items: placed, caller, origin, workspaceKey: '' }, check);
  } catch (error) {
    if (error instanceof DuplicateRequest) return undefined;
    throw refusalOf(error, items, chosen, parts);
  }
}

async function itemsOf(
  chosen: readonly ChosenCell[],
  { rootUri, frames }: SubmitParts,
): Promise<readonly SubmitItem[]> {
  try {
    return await renderItems(chosen, {
      folderOf: () => rootUri,
      agreedSecond: [],
      lastFrame: (clip) => frames.last(clip),
    });
  } catch (error) {
    if (error instanceof RenderTrouble) throw new Refusal('files', renderTroubleWords(error));
    if (error instanceof VideoPromptError) throw new Refusal('request', errorWords(error));
    throw error;
  }
}

/** Looked at before anything is paid: a shot whose frame cannot be taken would wait for ever. */
async function requireFrames(chosen: readonly ChosenCell[], { context }: SubmitParts): Promise<void> {
  const first = chosen.find(({ cell }) => cell.frames.some(({ kind }) => kind !== 'file'));
  if (first === undefined || (await hasFfmpeg(context.environment))) return;
  throw new Refusal(
    'ffmpeg',
    l10n.t(
      '“{0}” starts from the last frame of a clip, and there is no ffmpeg on the path to take it. Install ffmpeg, or render this shot in the editor.',
      cellTitle(first.cell),
    ),
    [{ title: l10n.t('Install ffmpeg'), isForUser: true }],
  );
}

/** What the person has not said on the command line. */
function requireConsent(check: BatchCheck, { options, next }: SubmitParts): void {
  const { budget, isSample } = options;
  if (isSample || check.items.some(({ findings }) => findings.some(({ severity }) => severity === 'error')))
    return;
  const untracked = check.items.find(({ model }) => model?.isFragile === true && !options.allowsUntracked);
  if (untracked?.model !== undefined)
    throw new Refusal(
      'untracked',
      l10n.t(
        '{0} gives no task ID: a clip that is cut off on its way is paid for and lost. Choose another model, or say --allow-untracked.',
        untracked.model.label,
      ),
      [next.with('--allow-untracked')],
    );
  if (check.unagreed.length > 0)
    throw new Refusal(
      'uploads',
      l10n.t(
        'These images would be sent to CometAPI: {0}. Say --allow-uploads to agree.',
        check.unagreed.map(({ name }) => name).join(', '),
      ),
      [next.with('--allow-uploads')],
    );
  const inexact = check.items.filter(({ quote }) => quote !== undefined && !isCovered(budget, quote));
  if (inexact.length > 0)
    throw new Refusal(
      'price',
      inexact.length === 1
        ? l10n.t(
            'Nobody publishes an exact price of 1 clip. Say what it may cost at most with --allow-unknown=USD, or choose another model.',
          )
        : l10n.t(
            'Nobody publishes an exact price of {0} clips. Say what each may cost at most with --allow-unknown=USD, or choose another model.',
            inexact.length,
          ),
      next.exactPrices(),
    );
}

function refusalOf(
  error: unknown,
  items: readonly SubmitItem[],
  chosen: readonly ChosenCell[],
  { next }: SubmitParts,
): unknown {
  if (error instanceof OverBudget) {
    const { by, asked } = error.breach;
    const larger: readonly NextStep[] =
      by === 'money' ? [next.withUsd('max-usd', asked)] : [next.with(`--max-clips=${String(asked)}`)];
    return new Refusal('budget', errorWords(error), [...larger, ...next.within(error.breach)]);
  }
  if (error instanceof CappedRequest) {
    const { scope, countedMicroUsd, askedMicroUsd } = error.breach;
    const name = scope === 'day' ? 'max-usd-per-day' : 'max-usd-per-month';
    return new Refusal('cap', breachWords(error.breach), [
      next.withUsd(name, countedMicroUsd + askedMicroUsd),
    ]);
  }
  if (error instanceof RefusedRequest) {
    const cell = cellOf(items[error.index], chosen);
    const words = errorWords(error);
    return new Refusal(
      'request',
      cell === undefined
        ? words
        : l10n.t('{0}, “{1}”: {2}', fileNameOfUri(cell.file), cellTitle(cell.cell), words),
    );
  }
  if (!(error instanceof VideoPromptError) || error.code.startsWith('store.')) return error;
  return new Refusal(error.code === 'key.missing' ? 'key' : 'request', errorWords(error));
}
