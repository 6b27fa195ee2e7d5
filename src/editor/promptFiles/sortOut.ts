import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import type { Finding } from '../../core/finding.ts';
import { mayHaveImages } from '../../core/imageCounts.ts';
import { preflight } from '../../core/preflight.ts';
import type { ImageInput } from '../../core/imageInput.ts';
import type { PromptProblem } from '../../core/promptFile/problem.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import { baseName } from '../../core/uriPath.ts';
import { glanceAtImage } from '../workspace/images.ts';
import { apiOrigin } from '../base/settings.ts';
import { findingWords } from '../../words/findingWords.ts';
import { problemWords } from '../../words/problemWords.ts';
import { type CellObstacle, cellObstacles, type JudgedCell } from '../../shots/cellObstacles.ts';
import type { CellState } from '../../shots/cellStates.ts';
import { cellTitle } from '../../shots/cellTitle.ts';
import type { ChosenCell } from '../../shots/renderItems.ts';
import type { PromptFileState } from '../../shots/promptFileStates.ts';

/** A clip that a file asks for and that cannot be rendered. */
export interface LeftOut {
  readonly file: PromptFileState;
  /** Of its shot and cell. */
  readonly title: string;
  readonly obstacle: CellObstacle;
}

export interface SortedCells {
  readonly ready: readonly ChosenCell[];
  /** In the order of the files. */
  readonly leftOut: readonly LeftOut[];
}

/** Which of the wished cells can be rendered: each shot stands for itself. */
export async function sortOut(
  files: readonly PromptFileState[],
  isWished: (cell: Pick<CellState, 'shot' | 'cell'>) => boolean,
): Promise<SortedCells> {
  const ready: ChosenCell[] = [];
  const leftOut: LeftOut[] = [];
  const look = looking();
  for (const file of files) {
    const judged: (JudgedCell & { readonly state: CellState })[] = [];
    for (const state of file.cells) {
      const { shot, cell } = state.plan;
      judged.push({ shot, cell, state, findings: await findingsOf(file, state, look) });
    }
    const obstacles = cellObstacles(judged);
    for (const one of judged) {
      if (!isWished(one.state)) continue;
      const obstacle = obstacles.get(one);
      if (obstacle === undefined) ready.push({ file: file.uri, cell: one.state });
      else leftOut.push({ file, title: cellTitle(one.state), obstacle });
    }
    leftOut.push(...withoutCells(file, isWished));
  }
  return { ready, leftOut };
}

/** Shots with errors that leave open which clips they ask for. */
function withoutCells(
  file: PromptFileState,
  isWished: (cell: Pick<CellState, 'shot' | 'cell'>) => boolean,
): readonly LeftOut[] {
  return file.resolved.shots.flatMap(({ shot, slug, cells, obstacle }) => {
    if (cells.length > 0 || obstacle === undefined || !isWished({ shot: slug, cell: '' })) return [];
    const own = obstacle.kind === 'errors' ? { ...obstacle, findings: [] } : obstacle;
    return [{ file, title: shot.heading?.title ?? fileNameOfUri(file.uri), obstacle: own }];
  });
}

type Look = (file: vscode.Uri, state: CellState) => Promise<readonly ImageInput[]>;

/** Each image is looked at once. */
function looking(): Look {
  const known = new Map<string, ImageInput>();
  return async (file, { frames }) => {
    const inputs: ImageInput[] = [];
    for (const { kind, image } of frames) {
      const key = `${image.uri} ${file.toString()}`;
      const input: ImageInput =
        kind !== 'file'
          ? { kind: 'frame', ...image }
          : (known.get(key) ?? (await glanceAtImage(image, file)));
      if (kind === 'file') known.set(key, input);
      inputs.push({ ...input, ...image });
    }
    return inputs;
  };
}

async function findingsOf(file: PromptFileState, state: CellState, look: Look): Promise<readonly Finding[]> {
  // What is wrong with the words comes first; what they ask for is not known.
  if (state.plan.shot.obstacle?.kind === 'errors') return [];
  const { request, model } = state.plan;
  // Where there are too many images nothing of them is opened.
  const images = mayHaveImages(request, model) ? await look(vscode.Uri.parse(file.uri), state) : [];
  const workspaceFolderUris = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  return preflight(request, model, images, { workspaceFolderUris, origin: apiOrigin().origin });
}

/** Why nothing is rendered: the first error with its line, which the editor shows. */
export async function refusalOf({ file, title, obstacle }: LeftOut): Promise<VideoPromptError> {
  const refuse = (text: string, field = 'file') => new VideoPromptError('request.invalid', text, { field });
  const uri = vscode.Uri.parse(file.uri);
  if (obstacle.kind === 'before') {
    const { shots } = file.resolved;
    const before = shots.find(({ slug }) => slug === obstacle.slug)?.shot.heading?.title ?? obstacle.slug;
    return refuse(
      vscode.l10n.t(
        '{0}, “{1}”: it starts from “{2}”, which has errors. Correct these first.',
        baseName(uri),
        title,
        before,
      ),
    );
  }
  const [problem] = obstacle.problems;
  if (problem !== undefined) return refuse(await showProblem(uri, problem));
  const [finding] = obstacle.findings;
  const words = finding === undefined ? '' : findingWords(finding);
  return refuse(vscode.l10n.t('{0}, “{1}”: {2}', baseName(uri), title, words), finding?.field);
}

/** What is wrong, with its line; the editor shows the place. */
export async function showProblem(uri: vscode.Uri, problem: PromptProblem): Promise<string> {
  const within = problem.within === undefined ? '' : `${baseName(vscode.Uri.parse(problem.within.uri))}: `;
  return await showPlace(uri, problem, `${within}${problemWords(problem)}`);
}

export async function showPlace(
  uri: vscode.Uri,
  { line, column }: { readonly line: number; readonly column: number },
  words: string,
): Promise<string> {
  const place = new vscode.Position(line - 1, column - 1);
  const options = { selection: new vscode.Range(place, place) };
  await vscode.window.showTextDocument(uri, options).then(undefined, () => undefined);
  return vscode.l10n.t('{0}, line {1}: {2}', baseName(uri), line, words);
}

/** `Left out because of errors: “Harbour”, “Storm”` */
export function leftOutWords(leftOut: readonly LeftOut[]): string {
  const names = [...new Set(leftOut.map(({ title }) => `“${title}”`))];
  return vscode.l10n.t('Left out because of errors: {0}', names.join(', '));
}
