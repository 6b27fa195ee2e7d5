import * as vscode from 'vscode';
import type { PromptProblem } from '../../core/promptFile/problem.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { LeftOut } from '../../shots/sortCells.ts';
import { obstacleWords, placeWords, problemWithinWords } from '../../words/leftOutWords.ts';

/** Why nothing is rendered: the first error with its line, which the editor shows. */
export async function refusalOf(leftOut: LeftOut): Promise<VideoPromptError> {
  const { file, obstacle } = leftOut;
  const [problem] = obstacle.kind === 'errors' ? obstacle.problems : [];
  const [finding] = obstacle.kind === 'errors' ? obstacle.findings : [];
  const text = problem === undefined ? obstacleWords(leftOut) : await showProblem(file.uri, problem);
  const field = problem === undefined ? finding?.field : undefined;
  return new VideoPromptError('request.invalid', text, { field: field ?? 'file' });
}

/** What is wrong, with its line; the editor shows the place. */
export async function showProblem(fileUri: string, problem: PromptProblem): Promise<string> {
  return await showPlace(fileUri, problem, problemWithinWords(problem));
}

export async function showPlace(
  fileUri: string,
  { line, column }: { readonly line: number; readonly column: number },
  words: string,
): Promise<string> {
  const place = new vscode.Position(line - 1, column - 1);
  const options = { selection: new vscode.Range(place, place) };
  await vscode.window.showTextDocument(vscode.Uri.parse(fileUri), options).then(undefined, () => undefined);
  return placeWords(fileUri, line, words);
}
