import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import type { Job } from '../../core/job.ts';
import { positionAt } from '../../core/promptFile/lines.ts';
import { baseName, fileNameOfUri, plainUri } from '../../core/uriPath.ts';
import { DuplicateRequest, RefusedRequest } from '../../engine/admission.ts';
import type { Caller } from '../../engine/batch.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { SubmitAll } from '../submitting/submit.ts';
import { notify } from '../base/show/messages.ts';
import { apiOrigin } from '../base/settings.ts';
import { requireTrust } from '../base/trust.ts';
import { errorWords } from '../../words/errorWords.ts';
import { cellTitle } from '../../shots/cellTitle.ts';
import type { ClipFrames } from '../workspace/clipFrames.ts';
import type { RenderWish } from './renderArguments.ts';
import {
  choiceOf,
  lostImage,
  predecessorsOf,
  unattendedCells,
  waitingImage,
} from '../../shots/chooseCells.ts';
import { type ChosenCell, renderItems } from '../../shots/renderItems.ts';
import { RenderTrouble } from '../../shots/renderTrouble.ts';
import { renderTroubleWords } from '../../words/renderTroubleWords.ts';
import { cellOf, rivalRenders, sameCells, secondRenders } from '../../shots/secondRender.ts';
import { askForAnotherTake, askForPredecessors, askForSecond, askWhich } from './renderQuestions.ts';
import type { PromptFileState } from '../../shots/promptFileStates.ts';
import type { ShotStates } from './shotStates.ts';
import { type LeftOut, sortCells } from '../../shots/sortCells.ts';
import { leftOutWords } from '../../words/leftOutWords.ts';
import { renderFilesWords } from '../../words/renderQuestionWords.ts';
import { refusalOf, showPlace, showProblem } from './showPlace.ts';

export interface RenderParts {
  readonly session: LazySession;
  readonly states: ShotStates;
  readonly clipFrames: ClipFrames;
  readonly submitAll: SubmitAll;
  /** Resolves when jobs have followed the files that moved. */
  readonly settledMoves: () => Promise<void>;
}

/**
 * Renders shots of prompt files as one batch. What the editor shows is rendered, and saved first: the clip's sidecar names
 * the file as the place of its words, so these must be there. Undefined: the person closed a question, or there was
 * nothing to do. Throws VideoPromptError.
 */
export async function renderPromptFiles(
  parts: RenderParts,
  wish: RenderWish,
): Promise<readonly Job[] | undefined> {
  // Before any question, and before anything is saved.
  requireTrust('submits');
  if (wish.files.length === 0) {
    const text = vscode.l10n.t('Open a prompt file (name.video.md) first, or choose one in the explorer.');
    throw new VideoPromptError('request.invalid', text, { field: 'file' });
  }
  await parts.settledMoves();
  requirePlace(wish.files);
  const files = await savedFiles(parts, distinctFiles(wish.files));
  for (const file of files) await checkFile(file);
  // A setting that cannot be read is reported before any question.
  apiOrigin();
  const { ready, leftOut } = sortCells(files, wish);
  const [first] = leftOut;
  if (ready.length === 0 && first !== undefined) throw await refusalOf(first);
  if (ready.length === 0) {
    const text = vscode.l10n.t(
      'There is no such shot in {0}.',
      files.map(({ uri }) => fileNameOfUri(uri)).join(', '),
    );
    throw new VideoPromptError('request.invalid', text, { field: 'shot' });
  }
  try {
    return await renderCells(parts, wish, ready, leftOut);
  } catch (error) {
    throw error instanceof RenderTrouble ? await atItsLine(error, files) : error;
  }
}

async function renderCells(
  parts: RenderParts,
  wish: RenderWish,
  cells: readonly ChosenCell[],
  leftOut: readonly LeftOut[],
): Promise<readonly Job[] | undefined> {
  const asked = await choose(cells, leftOut, wish);
  const choice = asked === undefined ? undefined : await withPredecessors(asked, wish);
  if (choice === undefined || choice.chosen.length === 0) return undefined;
  const seconds = secondRenders(choice.chosen);
  let caller = choice.caller;
  if (seconds.length > 0) {
    const pressed = await askForSecond(seconds, choice.chosen);
    if (pressed === undefined) return undefined;
    caller = pressed.caller;
  }
  const jobs = await submitChosen(
    parts,
    wish,
    { ...choice, caller },
    seconds.flatMap((one) => one.jobs.map(({ id }) => id)),
  );
  // A program is not asked which ones, so that nobody was told.
  if (jobs !== undefined && wish.by.kind === 'program' && leftOut.length > 0) {
    void notify.warning(leftOutWords(leftOut));
  }
  return jobs;
}

/**
 * What somebody else began meanwhile, by another press or in another window, is found when the jobs are admitted: the
 * person is asked then, and the takes are counted anew.
 */
async function submitChosen(
  parts: RenderParts,
  wish: RenderWish,
  choice: Choice,
  agreedSecond: readonly string[],
): Promise<readonly Job[] | undefined> {
  const { chosen, caller } = choice;
  const items = await renderItems(chosen, {
    folderOf: (uri) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri))?.uri.toString(),
    agreedSecond,
    lastFrame: (clip) => parts.clipFrames.last(vscode.Uri.parse(clip)),
  });
  try {
    return await parts.submitAll(items, { caller });
  } catch (error) {
    if (error instanceof RefusedRequest) {
      const cell = cellOf(items[error.index], chosen);
      throw cell === undefined ? error : refusedCell(cell, error);
    }
    if (!(error instanceof DuplicateRequest) || wish.by.kind === 'program') throw error;
    const now = await lookAgain(parts.states, chosen);
    const seconds = rivalRenders(error.items, items, now ?? []);
    if (now === undefined || seconds.length === 0) throw error;
    const pressed = await askForSecond(seconds, now);
    if (pressed === undefined) return undefined;
    const ids = error.items.flatMap((item) => item.ids);
    return await submitChosen(parts, wish, { chosen: now, caller: pressed.caller }, [
      ...agreedSecond,
      ...ids,
    ]);
  }
}

/** The same cells as they stand now; undefined where one is gone. */
async function lookAgain(
  states: ShotStates,
  chosen: readonly ChosenCell[],
): Promise<readonly ChosenCell[] | undefined> {
  const uris = [...new Set(chosen.map(({ file }) => file))];
  const files = await lookAtSaved(
    states,
    uris.map((uri) => vscode.Uri.parse(uri)),
  );
  return sameCells(chosen, files);
}

/** Throws where a file has no place yet. */
function requirePlace(files: readonly vscode.Uri[]): void {
  if (files.every(({ scheme }) => scheme !== 'untitled')) return;
  const text = vscode.l10n.t('Save this prompt file first: its clips lie beside it.');
  throw new VideoPromptError('request.invalid', text, { field: 'file' });
}

/** Throws where there is nothing that could be rendered. */
async function checkFile({ uri, resolved }: PromptFileState): Promise<void> {
  if (resolved.shots.length > 0) return;
  const problem = resolved.problems.find(({ severity }) => severity === 'error');
  const text =
    problem === undefined
      ? vscode.l10n.t('There is nothing to render in {0}.', fileNameOfUri(uri))
      : await showProblem(uri, problem);
  throw new VideoPromptError('request.invalid', text, { field: 'file' });
}

async function atItsLine(
  trouble: RenderTrouble,
  files: readonly PromptFileState[],
): Promise<VideoPromptError> {
  const words = renderTroubleWords(trouble);
  if (trouble.kind === 'outside')
    return new VideoPromptError('request.invalid', words, { field: 'output', cause: trouble });
  const file = files.find(({ cells }) => cells.includes(trouble.cell));
  const image = trouble.at === undefined ? undefined : trouble.cell.plan.cell.images[trouble.at];
  const text =
    file === undefined || image === undefined
      ? words
      : await showPlace(file.uri, positionAt(file.resolved.file.lineStarts, image.range.start), words);
  return new VideoPromptError('frame.unavailable', text, { cause: trouble });
}

/** What is to be rendered, and who has agreed to its price. */
interface Choice {
  readonly chosen: readonly ChosenCell[];
  readonly caller: Caller;
}

async function choose(
  cells: readonly ChosenCell[],
  leftOut: readonly LeftOut[],
  { by, files }: RenderWish,
): Promise<Choice | undefined> {
  if (by.kind === 'program') return { chosen: by.isAll ? cells : unattendedCells(cells), caller: by };
  const choice = choiceOf(cells, leftOut.length === 0);
  switch (choice.kind) {
    case 'settled':
      return { chosen: cells, caller: by };
    case 'another': {
      const pressed = await askForAnotherTake(choice.cell);
      return pressed === undefined ? undefined : { chosen: cells, caller: pressed.caller };
    }
    case 'which': {
      const title = renderFilesWords(files.map(String));
      const picked = await askWhich(cells, choice.needed, title, leftOut);
      return picked === undefined ? undefined : { chosen: picked, caller: by };
    }
  }
}

/** With the clips that have to be there before; a program has to name them. */
async function withPredecessors(choice: Choice, { by }: RenderWish): Promise<Choice | undefined> {
  const { chosen } = choice;
  const lost = lostImage(chosen);
  if (lost !== undefined) throw new RenderTrouble('lackingClip', lost.cell, lost.at);
  const waiting = waitingImage(chosen);
  if (by.kind === 'program') {
    if (waiting !== undefined) throw new RenderTrouble('lackingClip', waiting.cell, waiting.at);
    return choice;
  }
  const before = predecessorsOf(chosen);
  if (before.length === 0) return choice;
  const pressed = await askForPredecessors(chosen, before, waiting === undefined);
  if (pressed === undefined) return undefined;
  return pressed.answer === 'with' ? { chosen: [...before, ...chosen], caller: pressed.caller } : choice;
}

/** Chosen twice, or together with its folder, a file is rendered once. */
function distinctFiles(files: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return [...new Map(files.map((uri) => [plainUri(uri.toString()), uri])).values()];
}

/**
 * Files as they stand, saved. The catalogue knows most models; the list that an earlier use has brought is opened for the others
 * only.
 */
export async function savedFiles(
  { states, session }: Pick<RenderParts, 'states' | 'session'>,
  uris: readonly vscode.Uri[],
): Promise<readonly PromptFileState[]> {
  const files = await lookAtSaved(states, uris);
  const isCharted = files.every(({ cells }) => cells.every(({ plan }) => plan.model !== undefined));
  if (isCharted || session.current !== undefined) return files;
  await session.open();
  return await lookAtSaved(states, uris);
}

/** Saving may change the words, as by a formatter. */
async function lookAtSaved(
  states: ShotStates,
  uris: readonly vscode.Uri[],
): Promise<readonly PromptFileState[]> {
  const look = () => Promise.all(uris.map((uri) => states.look(uri)));
  const files = await look();
  return (await saveWords(files)) ? await look() : files;
}

/** The files and what they extend, where an editor holds changes. True: something was saved. */
async function saveWords(files: readonly PromptFileState[]): Promise<boolean> {
  const uris = new Set(files.flatMap(({ uri, resolved }) => [plainUri(uri), ...resolved.baseUris]));
  const dirty = vscode.workspace.textDocuments.filter(
    ({ isDirty, isUntitled, uri }) => isDirty && !isUntitled && uris.has(plainUri(uri.toString())),
  );
  for (const document of dirty) {
    if (await document.save()) continue;
    throw new VideoPromptError(
      'output.unavailable',
      vscode.l10n.t('{0} could not be saved, so nothing was rendered of it.', baseName(document.uri)),
    );
  }
  return dirty.length > 0;
}

function refusedCell({ file, cell }: ChosenCell, error: RefusedRequest): VideoPromptError {
  const text = vscode.l10n.t('{0}, “{1}”: {2}', fileNameOfUri(file), cellTitle(cell), errorWords(error));
  return new VideoPromptError('request.invalid', text, {
    cause: error,
    ...(error.field === undefined ? {} : { field: error.field }),
  });
}
