import * as vscode from 'vscode';
import type { ProblemCode } from '../../core/promptFile/problem.ts';
import type { ResolvedPromptFile } from '../../core/promptFile/resolvedFile.ts';
import { baseName } from '../../core/uriPath.ts';
import { clipPointerAt } from '../workspace/lfsFile.ts';
import { type FileMark } from '../base/show/fileMarks.ts';
import { recipeChangeWords } from '../../words/recipeWords.ts';
import { type ClipIndex, promptFileToOpen } from '../workspace/clipIndex.ts';
import { sidecarBeside } from '../../shots/recordedClip.ts';
import { isPromptFile } from '../../core/promptFileName.ts';
import type { ShotStates } from './shotStates.ts';
import { isThere } from '../base/stat.ts';

const maxBadge = 99;

/** The mark in the explorer and the jobs view: of takes that are stale, kept or gone, and of prompt files with clips to render. */
export async function clipMark(
  uri: vscode.Uri,
  states: ShotStates,
  index: ClipIndex,
): Promise<FileMark | undefined> {
  // Not the versions of a repository, which have the same paths.
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return undefined;
  return isPromptFile(uri) ? await ofPromptFile(uri, states) : await ofClip(uri, states, index);
}

async function ofPromptFile(uri: vscode.Uri, states: ShotStates): Promise<FileMark | undefined> {
  const { cells } = await states.file(uri);
  // A file of which nothing was ever made is no news.
  if (cells.every(({ takes, jobs }) => takes.length === 0 && jobs.length === 0)) return undefined;
  // What has errors may be neither missing nor stale once they are mended.
  const known = cells.filter(({ request }) => request !== undefined);
  const missing = known.filter(({ freshness }) => freshness.kind === 'missing');
  const changes = known.flatMap(({ freshness }) => (freshness.kind === 'stale' ? freshness.changes : []));
  const stale = known.filter(({ freshness }) => freshness.kind === 'stale').length;
  const count = missing.length + stale;
  if (count === 0) return undefined;
  const words = [
    stale === 0 ? '' : vscode.l10n.t('{0} stale: {1}', stale, recipeChangeWords(changes)),
    missing.length === 0 ? '' : vscode.l10n.t('{0} without a clip', missing.length),
  ].filter((text) => text !== '');
  return {
    badge: count > maxBadge ? '…' : String(count),
    tooltip: words.join(', '),
    isWarning: true,
  };
}

async function ofClip(uri: vscode.Uri, states: ShotStates, index: ClipIndex): Promise<FileMark | undefined> {
  const key = uri.toString();
  const clips = await index.all();
  const sidecar = sidecarBeside(key);
  const clip =
    clips.find((one) => one.uri === key) ??
    // A job still names the place that its clip was moved from.
    clips.find((one) => one.sidecarUri === sidecar);
  if (clip === undefined ? !(await isThere(uri)) : !clip.isThere) return missing();
  const promptFile = clip === undefined ? undefined : await promptFileToOpen(clip);
  if (clip === undefined || promptFile === undefined) return undefined;
  const { cells, resolved } = await states.file(promptFile);
  const isOwn = ({ sidecarUri }: { readonly sidecarUri: string }) => sidecarUri === clip.sidecarUri;
  const cell = cells.find(({ takes }) => takes.some(isOwn));
  const take = cell?.takes.find(isOwn);
  const freshness = take === undefined ? undefined : cell?.freshnessOf(take);
  const isKept = clip.sidecar.kept === true;
  const isStale = freshness?.kind === 'stale';
  const isLost = cell === undefined && isSureOf(resolved, clip.sidecar.source?.shot ?? '');
  const isPointer = take === undefined ? (await clipPointerAt(uri)) !== undefined : take.isPointer === true;
  if (!isKept && !isStale && !isLost && !isPointer) return undefined;
  const words = [
    isKept ? vscode.l10n.t('Kept take') : '',
    isPointer ? vscode.l10n.t('Not fetched yet: run “git lfs pull”') : '',
    isStale ? vscode.l10n.t('Stale: {0}', recipeChangeWords(freshness.changes)) : '',
    isLost ? vscode.l10n.t('Its shot is not in {0} any more', baseName(promptFile)) : '',
  ].filter((text) => text !== '');
  return {
    badge: `${isKept ? '★' : ''}${isStale || isLost ? '≠' : isPointer ? '⇣' : ''}`,
    tooltip: words.join(' · '),
    isWarning: isStale || isLost,
  };
}

/** What can keep shots that are written in a file from being read. */
const hiding: ReadonlySet<string> = new Set<ProblemCode>([
  'block.unclosed',
  'comment.unclosed',
  'fence.unclosed',
  'file.link',
  'file.tooLarge',
  'frontMatter.unclosed',
  'shot.tooMany',
]);

/** Whether a shot, or a cell of it, would be known if it were still written there. */
function isSureOf({ shots, problems }: ResolvedPromptFile, slug: string): boolean {
  const shot = shots.find((one) => one.slug === slug);
  if (shot !== undefined) return shot.obstacle?.kind !== 'errors';
  return problems.every(({ code, within }) => within !== undefined || !hiding.has(code));
}

/** What the jobs view names and nobody finds any more. */
function missing(): FileMark {
  return {
    badge: '✗',
    tooltip: vscode.l10n.t('The clip is missing'),
    isWarning: true,
  };
}
