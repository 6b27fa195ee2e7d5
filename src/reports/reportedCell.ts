import type { RecipeChange } from '../core/recipe.ts';
import type { Quote } from '../core/quote.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import { placeOfShot } from '../promptLanguage/fieldPlace.ts';
import type { CellState } from '../shots/cellStates.ts';
import { cellTitle } from '../shots/cellTitle.ts';
import type { PromptFileState } from '../shots/promptFileStates.ts';
import type { RecordedClip } from '../shots/recordedClip.ts';
import { isToFetch } from '../shots/shotState.ts';
import {
  goneWords,
  missingWords,
  sampleWords,
  sidecarUnreadableWords,
  staleWords,
} from '../words/clipFindingWords.ts';
import { notFetchedWords } from '../words/notFetchedWords.ts';
import { recipeChangeWords } from '../words/recipeWords.ts';
import { type FilePlace, filePlace, type ReportedFinding } from './reportedFinding.ts';

export const cellStandings = [
  'current',
  'stale',
  'missing',
  /** It is current, and Git LFS has only a pointer to it here. */
  'not-fetched',
  /** Nobody knows: a sidecar that cannot be read may be its. */
  'unreadable',
  /** Nobody knows what it asks for: the shot has errors. */
  'blocked',
] as const;

export type CellStanding = (typeof cellStandings)[number];

/** A clip that a prompt file asks for, and how it stands. */
export interface ReportedCell {
  readonly place: FilePlace;
  readonly title: string;
  /** Slug; empty in a file without shots. */
  readonly shot: string;
  /** Empty without a matrix. */
  readonly cell: string;
  readonly state: CellStanding;
  /** Why it is stale. */
  readonly changes: readonly RecipeChange[];
  /** The chosen clip, or the one that is gone. */
  readonly clip?: { readonly path: string; readonly isSample: boolean };
  readonly quote?: Quote;
  readonly findings: readonly ReportedFinding[];
}

/** `pathOf`: how a file is shown. */
export function reportedCell(
  cell: CellState,
  { resolved: { file, uri } }: Pick<PromptFileState, 'resolved'>,
  pathOf: (uri: string) => string,
): ReportedCell {
  const state = standingOf(cell);
  const take = cell.chosen ?? cell.takes.at(-1);
  const place = filePlace(pathOf(uri), file, placeOfShot(file, cell.plan));
  return {
    place,
    title: cellTitle(cell),
    shot: cell.shot,
    cell: cell.cell,
    state,
    changes: cell.freshness.kind === 'stale' ? cell.freshness.changes : [],
    ...(take === undefined
      ? {}
      : { clip: { path: pathOf(take.uri), isSample: take.sidecar.sample === true } }),
    ...(cell.quote === undefined ? {} : { quote: cell.quote }),
    findings: [...standingFindings(cell, state, place, pathOf), ...sampleFindings(cell, place, pathOf)],
  };
}

function standingOf(cell: CellState): CellStanding {
  if (cell.request === undefined) return 'blocked';
  if (isToFetch(cell)) return 'not-fetched';
  if (cell.freshness.kind === 'missing' && cell.unreadable.length > 0) return 'unreadable';
  return cell.freshness.kind;
}

function standingFindings(
  cell: CellState,
  state: CellStanding,
  place: FilePlace,
  pathOf: (uri: string) => string,
): readonly ReportedFinding[] {
  const title = cellTitle(cell);
  switch (state) {
    case 'current':
    case 'blocked':
      return [];
    case 'stale': {
      const why = cell.freshness.kind === 'stale' ? recipeChangeWords(cell.freshness.changes) : '';
      return [{ place, code: 'clip.stale', severity: 'warning', message: staleWords(title, why) }];
    }
    case 'missing': {
      const gone = cell.takes.at(-1);
      const message = gone === undefined ? missingWords(title) : goneWords(title, pathOf(gone.uri));
      return [{ place, code: 'clip.missing', severity: 'warning', message }];
    }
    case 'not-fetched': {
      const message = notFetchedWords(fileNameOfUri(cell.chosen?.uri ?? ''));
      return [{ place, code: 'clip.notFetched', severity: 'information', message }];
    }
    case 'unreadable':
      return cell.unreadable.map(({ sidecarUri }) => ({
        place,
        code: 'clip.sidecarUnreadable',
        severity: 'error',
        message: sidecarUnreadableWords(title, pathOf(sidecarUri)),
      }));
  }
}

function sampleFindings(
  cell: CellState,
  place: FilePlace,
  pathOf: (uri: string) => string,
): readonly ReportedFinding[] {
  const { chosen } = cell;
  if (!isSample(chosen)) return [];
  const message = sampleWords(cellTitle(cell), pathOf(chosen.uri));
  return [{ place, code: 'clip.sample', severity: 'information', message }];
}

function isSample(take: RecordedClip | undefined): take is RecordedClip {
  return take?.sidecar.sample === true;
}
