import type { ProblemCode } from '../core/promptFile/problem.ts';
import type { ResolvedPromptFile } from '../core/promptFile/resolvedFile.ts';
import type { RecipeChange } from '../core/recipe.ts';
import type { CellState } from './cellStates.ts';
import type { PromptFileState } from './promptFileStates.ts';
import type { NotedClip, RecordedClip } from './recordedClip.ts';

/** What of a prompt file is to be rendered. */
export interface FileStanding {
  readonly missing: number;
  readonly stale: number;
  /** Of all that are stale. */
  readonly changes: readonly RecipeChange[];
}

/** Undefined: nothing is to be rendered, or nothing was ever made of the file, so that this is no news. */
export function fileStanding(cells: readonly CellState[]): FileStanding | undefined {
  if (cells.every(({ takes, jobs }) => takes.length === 0 && jobs.length === 0)) return undefined;
  // What has errors may be neither missing nor stale once they are corrected.
  const known = cells.filter(({ request }) => request !== undefined);
  const missing = known.filter(({ freshness }) => freshness.kind === 'missing').length;
  const stale = known.flatMap(({ freshness }) => (freshness.kind === 'stale' ? [freshness.changes] : []));
  return missing + stale.length === 0 ? undefined : { missing, stale: stale.length, changes: stale.flat() };
}

/** How a clip stands to the prompt file that it was made of. */
export interface ClipStanding {
  readonly isKept: boolean;
  /** Absent: it is what its words ask for, or nobody knows. */
  readonly changes?: readonly RecipeChange[];
  /** Its shot is not in the file any more. */
  readonly isLost: boolean;
  /** Absent: it is no take of a cell of the file. */
  readonly take?: RecordedClip;
}

export function clipStanding(
  { sidecarUri, sidecar }: Pick<NotedClip, 'sidecarUri' | 'sidecar'>,
  { cells, resolved }: Pick<PromptFileState, 'cells' | 'resolved'>,
): ClipStanding {
  const isOwn = (take: RecordedClip) => take.sidecarUri === sidecarUri;
  const cell = cells.find(({ takes }) => takes.some(isOwn));
  const take = cell?.takes.find(isOwn);
  const freshness = take === undefined ? undefined : cell?.freshnessOf(take);
  return {
    isKept: sidecar.kept === true,
    ...(freshness?.kind === 'stale' ? { changes: freshness.changes } : {}),
    isLost: cell === undefined && isSureOf(resolved, sidecar.source?.shot ?? ''),
    ...(take === undefined ? {} : { take }),
  };
}

/** What can keep shots that are written in a file from being read. */
const hiding: ReadonlySet<string> = new Set<ProblemCode>([
  'block.unclosed',
  'comment.unclosed',
  'fence.unclosed',
  'file.link',
  'file.tooLarge',
  'file.unreadable',
  'frontMatter.unclosed',
  'shot.tooMany',
]);

/** Whether a shot, or a cell of it, would be known if it were still written there. */
function isSureOf({ shots, problems }: ResolvedPromptFile, slug: string): boolean {
  const shot = shots.find((one) => one.slug === slug);
  if (shot !== undefined) return shot.obstacle?.kind !== 'errors';
  return problems.every(({ code, within }) => within !== undefined || !hiding.has(code));
}
