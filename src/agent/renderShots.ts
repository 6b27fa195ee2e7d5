import * as l10n from '@vscode/l10n';
import type { SubmitItem } from '../core/batch.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { Job } from '../core/job.ts';
import { RefusedRequest } from '../engine/refusals.ts';
import { cellTitle } from '../shots/cellTitle.ts';
import { lostImage, predecessorsOf, waitingImage } from '../shots/chooseCells.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import { type ChosenCell, type LastFrame, renderItems } from '../shots/renderItems.ts';
import { RenderTrouble } from '../shots/renderTrouble.ts';
import { cellOf } from '../shots/secondRender.ts';
import { errorWords } from '../words/errorWords.ts';
import { obstacleWords } from '../words/leftOutWords.ts';
import { renderTroubleWords } from '../words/renderTroubleWords.ts';
import { type AskedCells, askedCells, clipId } from './askedCells.ts';

/** What rendering shots of a prompt file asks of whoever runs it. */
export interface ShotPorts {
  /** How a prompt file stands after it was saved: what an editor shows is what is rendered. */
  readonly savedFile: (path: string) => Promise<PromptFileState>;
  /** The workspace folder that a file is in; undefined: none. */
  readonly folderOf: (uri: string) => string | undefined;
  readonly lastFrame: (clipUri: string) => Promise<LastFrame>;
  /** By the way of every request. */
  readonly submit: (items: readonly SubmitItem[]) => Promise<readonly Job[]>;
}

export interface RenderedShots {
  readonly state: PromptFileState;
  readonly cells: AskedCells;
  /** Those that were submitted. */
  readonly jobs: readonly Job[];
}

/**
 * Submits what is missing or stale of a prompt file, for a program. `shots`: ids of clips, or slugs of whole shots; absent:
 * everything. Throws VideoPromptErrors; nothing was submitted then.
 */
export async function renderShots(
  { path, shots }: { readonly path: string; readonly shots?: readonly string[] | undefined },
  ports: ShotPorts,
): Promise<RenderedShots> {
  const state = await ports.savedFile(path);
  const cells = askedCells(state, shots);
  const { payable, leftOut, unreadable } = cells;
  const [blocked] = leftOut;
  // Whoever names a clip wants it, and not the others alone.
  if (blocked !== undefined && (shots !== undefined || payable.length === 0))
    throw new VideoPromptError('request.invalid', obstacleWords(blocked), { field: 'shots' });
  const [doubted] = unreadable;
  if (doubted !== undefined && (shots !== undefined || payable.length === 0))
    throw new VideoPromptError(
      'sidecar.invalid',
      l10n.t(
        '“{0}” may have a clip already, whose sidecar cannot be read. The user has to repair or delete it first.',
        cellTitle(doubted.cell),
      ),
    );
  requireFrames(payable);
  const jobs = payable.length === 0 ? [] : await submitCells(payable, ports);
  return { state, cells, jobs };
}

/** Throws where a clip starts from one that is not there and not asked for. */
function requireFrames(cells: readonly ChosenCell[]): void {
  const lacking = lostImage(cells) ?? waitingImage(cells);
  if (lacking === undefined) return;
  const before = predecessorsOf(cells).map(({ cell }) => clipId(cell));
  const words = renderTroubleWords(new RenderTrouble('lackingClip', lacking.cell, lacking.at));
  const text = before.length === 0 ? words : l10n.t('{0} Ask for these too: {1}.', words, before.join(', '));
  throw new VideoPromptError('frame.unavailable', text, { field: 'shots' });
}

async function submitCells(cells: readonly ChosenCell[], ports: ShotPorts): Promise<readonly Job[]> {
  try {
    const { folderOf, lastFrame } = ports;
    const items = await renderItems(cells, { folderOf, lastFrame, agreedSecond: [] });
    return await ports.submit(items).catch((error: unknown) => {
      throw refusedCell(error, items, cells);
    });
  } catch (error) {
    if (!(error instanceof RenderTrouble)) throw error;
    throw new VideoPromptError('frame.unavailable', renderTroubleWords(error), { cause: error });
  }
}

function refusedCell(error: unknown, items: readonly SubmitItem[], cells: readonly ChosenCell[]): unknown {
  const cell = error instanceof RefusedRequest ? cellOf(items[error.index], cells)?.cell : undefined;
  if (cell === undefined) return error;
  const text = l10n.t('“{0}”: {1}', cellTitle(cell), errorWords(error));
  return new VideoPromptError('request.invalid', text, { cause: error, field: 'shots' });
}
