import * as l10n from '@vscode/l10n';
import { fileNameOfUri } from '../core/uriPath.ts';
import { cellTitle } from '../shots/cellTitle.ts';
import type { PlanChange } from '../shots/planChanges.ts';
import type { Unplanned } from '../shots/planFiles.ts';
import type { PlanTextRefusal } from '../shots/planText.ts';
import type { PlanReason } from '../shots/renderPlan.ts';
import { findingWords } from './findingWords.ts';
import { stateWords } from './jobWords.ts';
import { problemWithinWords } from './leftOutWords.ts';
import { freshnessWords } from './lensWords.ts';
import { quoteWords } from './priceWords.ts';
import { recipeChangeWords } from './recipeWords.ts';
import { renderTroubleWords } from './renderTroubleWords.ts';

/** Why a clip is rendered: `no clip yet`, `stale: prompt`, `another take`. */
export function planReasonWords(why: PlanReason): string {
  return why.kind === 'again' ? l10n.t('another take') : freshnessWords({ freshness: why });
}

/** Why a clip is not in a plan, and what to do about it: one sentence or two. */
export function unplannedWords(unplanned: Unplanned): string {
  switch (unplanned.kind) {
    case 'obstacle': {
      const { obstacle, file } = unplanned.leftOut;
      if (obstacle.kind === 'before') {
        const before = file.resolved.shots.find(({ slug }) => slug === obstacle.slug)?.shot.heading?.title;
        return l10n.t(
          'It starts from “{0}”, which has errors. Correct those first.',
          before ?? obstacle.slug,
        );
      }
      const [problem] = obstacle.problems;
      const [finding] = obstacle.findings;
      if (problem !== undefined) return problemWithinWords(problem);
      return finding === undefined ? '' : findingWords(finding);
    }
    case 'trouble':
      return renderTroubleWords(unplanned.trouble);
    case 'waits':
      return l10n.t(
        'It starts from the clip of “{0}”, which is not as its words ask and not in the plan. Plan that shot too.',
        cellTitle(unplanned.before),
      );
    case 'underWay': {
      const job = unplanned.jobs.at(-1);
      return l10n.t(
        'A clip of it is under way ({0}). Wait for it, or close its job.',
        job === undefined ? '' : stateWords(job),
      );
    }
    case 'unreadable':
      return l10n.t(
        'The sidecar of {0} cannot be read, so nobody knows whether it is this clip. Repair or remove it.',
        fileNameOfUri(unplanned.clips[0]?.uri ?? ''),
      );
    case 'place':
      return l10n.t(
        'A plan cannot name {0}. Use a file below its folder, with a name that every system can have.',
        fileNameOfUri(unplanned.file.uri),
      );
  }
}

/** What is not as it was when a plan was made, in one sentence. */
export function planChangeWords(change: PlanChange): string {
  const { title, file } = change;
  switch (change.kind) {
    case 'gone':
      return l10n.t('“{0}” is not in {1} any more.', title, file);
    case 'unplanned':
      return l10n.t('“{0}” cannot be rendered now: {1}', title, unplannedWords(change.unplanned));
    case 'current':
      return l10n.t('“{0}” has its clip by now.', title);
    case 'recipe':
      return l10n.t('“{0}” asks for something else now: {1}.', title, recipeChangeWords(change.changes));
    case 'takes':
      return l10n.t(
        '“{0}” asks for another number of clips now: {1} instead of {2}.',
        title,
        change.now,
        change.before,
      );
    case 'price':
      return l10n.t(
        '“{0}” is dearer now: {1} instead of {2}.',
        title,
        quoteWords(change.now),
        quoteWords(change.before),
      );
  }
}

/** Why a file is no plan that can be followed. `name`: the file's, as a person wrote it. */
export function planTextWords(name: string, refusal: PlanTextRefusal): string {
  switch (refusal.kind) {
    case 'tooLarge':
      return l10n.t('{0} is too large for a plan. Make the plan again.', name);
    case 'notJson':
    case 'notPlan':
      return l10n.t('{0} is not a plan of Video Prompt. Name another file.', name);
    case 'newer':
      return l10n.t(
        '{0} was made by a newer version of Video Prompt. Use that version, or make the plan again.',
        name,
      );
    case 'invalid':
      return l10n.t(
        '{0} is damaged or was changed by hand: {1} is wrong. Make the plan again.',
        name,
        refusal.field,
      );
  }
}
