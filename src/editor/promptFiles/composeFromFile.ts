import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import {
  requestDraft,
  type ResolvedCell,
  type ResolvedPromptFile,
} from '../../core/promptFile/resolvedFile.ts';
import type { VideoRequest } from '../../core/request.ts';
import { completeInput } from '../submitting/requestInput.ts';
import { pick } from '../base/show/picks.ts';
import { problemWords } from '../../words/problemWords.ts';
import { openPromptFile } from '../workspace/surroundings.ts';

/**
 * The request of the shot at the cursor of the prompt file that is being edited; where a matrix makes several clips of
 * it, of the one that is chosen. Undefined: the person closed the question. Throws VideoPromptError.
 */
export async function requestAtCursor(uri: vscode.Uri): Promise<VideoRequest | undefined> {
  const resolved = await openPromptFile(uri);
  const shot = shotAtCursor(uri, resolved);
  const [problem] =
    shot === undefined
      ? resolved.problems.filter(({ severity }) => severity === 'error')
      : shot.obstacle?.kind === 'errors'
        ? shot.obstacle.problems
        : [];
  if (problem !== undefined) {
    const text = vscode.l10n.t('Line {0}: {1}', problem.line, problemWords(problem));
    throw new VideoPromptError('request.invalid', text);
  }
  const cell = await chooseCell(shot?.cells ?? []);
  if (cell === undefined) return undefined;
  const draft = requestDraft(cell, () => undefined);
  if (draft === undefined) {
    const text = vscode.l10n.t(
      'This shot begins with a frame of another clip, which the panel cannot take. Render it from its file.',
    );
    throw new VideoPromptError('request.invalid', text, { field: 'images' });
  }
  return completeInput(draft);
}

function shotAtCursor(uri: vscode.Uri, { shots }: ResolvedPromptFile) {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const offset = editor?.document.offsetAt(editor.selection.active) ?? 0;
  return shots.findLast(({ shot }) => shot.range.start <= offset) ?? shots[0];
}

async function chooseCell(cells: readonly ResolvedCell[]): Promise<ResolvedCell | undefined> {
  if (cells.length <= 1) return cells[0];
  const picked = await pick(
    cells.map((cell) => ({ label: cell.key, cell })),
    { title: vscode.l10n.t('Which clip of the shot?') },
  );
  return picked?.cell;
}
