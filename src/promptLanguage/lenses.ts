import { lensWords } from '../words/lensWords.ts';
import { type LensPlan, planLenses } from './lensPlan.ts';
import type { Standing } from './openPromptFile.ts';

/** What a press of a lens does. */
export type LensAction =
  /** `shot` undefined: the whole file. */
  | { readonly kind: 'render' | 'showTakes'; readonly shot: string | undefined }
  | { readonly kind: 'openClip'; readonly uri: string | undefined }
  | { readonly kind: 'openFile'; readonly uri: string }
  | { readonly kind: 'showJobs' | 'showProblems' };

/** A line over the file or a shot. */
export interface Lens {
  readonly offset: number;
  readonly title: string;
  readonly tooltip: string;
  readonly action: LensAction;
}

/** What is shown over the file and its shots, with prices, and how the clips stand as far as that is known. */
export function lensesOf({ resolved, clips }: Standing): readonly Lens[] {
  /** The lens itself does not say what it is over. */
  const titleOf = (slug: string | undefined) =>
    resolved.file.shots.find((shot) => shot.slug === slug)?.heading?.title ?? '';
  return planLenses(resolved, clips).map((plan) => ({
    offset: plan.offset,
    title: lensWords(plan.content, plan.shot === undefined),
    tooltip: titleOf(plan.shot),
    action: actionOf(plan),
  }));
}

function actionOf({ content, shot }: LensPlan): LensAction {
  switch (content.kind) {
    case 'render':
      return { kind: 'render', shot };
    case 'open':
      return { kind: 'openClip', uri: content.state.chosen?.uri };
    case 'unreadable':
      return { kind: 'openFile', uri: content.clip.sidecarUri };
    case 'job':
      return { kind: 'showJobs' };
    case 'missing':
    case 'sum':
    case 'takes':
      return { kind: 'showTakes', shot };
    case 'errors':
    case 'some':
    case 'waits':
      return { kind: 'showProblems' };
  }
}
