import * as l10n from '@vscode/l10n';
import { fileNameOfUri } from '../core/uriPath.ts';
import type { PromptProblem } from '../core/promptFile/problem.ts';
import type { LeftOut } from '../shots/sortCells.ts';
import { findingWords } from './findingWords.ts';
import { problemWords } from './problemWords.ts';

/** `Skipped because of errors: “Harbour”, “Storm”` */
export function leftOutWords(leftOut: readonly LeftOut[]): string {
  const names = [...new Set(leftOut.map(({ title }) => `“${title}”`))];
  return l10n.t('Skipped because of errors: {0}', names.join(', '));
}

/** Why a clip cannot be rendered, where no line of its file is to blame. */
export function obstacleWords({ file, title, obstacle }: LeftOut): string {
  const name = fileNameOfUri(file.uri);
  if (obstacle.kind === 'before') {
    const before = file.resolved.shots.find(({ slug }) => slug === obstacle.slug)?.shot.heading?.title;
    return l10n.t(
      '{0}, “{1}”: it starts from “{2}”, which has errors. Correct those first.',
      name,
      title,
      before ?? obstacle.slug,
    );
  }
  const [finding] = obstacle.findings;
  return l10n.t('{0}, “{1}”: {2}', name, title, finding === undefined ? '' : findingWords(finding));
}

/** A problem, with the name of the other file that has it. */
export function problemWithinWords(problem: PromptProblem): string {
  const within = problem.within === undefined ? '' : `${fileNameOfUri(problem.within.uri)}: `;
  return `${within}${problemWords(problem)}`;
}

/** `boat.video.md, line 7: …`; lines are counted from 1. */
export function placeWords(fileUri: string, line: number, words: string): string {
  return l10n.t('{0}, line {1}: {2}', fileNameOfUri(fileUri), line, words);
}
