import * as l10n from '@vscode/l10n';
import type { ShotState } from '../shots/shotState.ts';
import type { LensContent } from '../shots/lensContent.ts';
import { stateWords } from './jobWords.ts';
import { totalWords } from './priceWords.ts';
import { recipeChangeWords } from './recipeWords.ts';

/** What a lens says: `Render · $0.32`, `Open clip · stale: prompt`. */
export function lensWords(content: LensContent, isWholeFile: boolean): string {
  switch (content.kind) {
    case 'render':
      return renderWords(content, isWholeFile);
    case 'open':
      return content.state.chosen?.isPointer === true
        ? l10n.t('Not fetched yet · {0}', freshnessWords(content.state))
        : l10n.t('Open clip · {0}', freshnessWords(content.state));
    case 'unreadable':
      return l10n.t('Sidecar cannot be read');
    case 'job': {
      const job = content.state.jobs.at(-1);
      return job === undefined ? '' : stateWords(job);
    }
    case 'missing':
      return l10n.t('Clip missing');
    case 'sum':
      return sumWords(content);
    case 'takes':
      return l10n.t('{0} takes', content.count);
    case 'errors':
      return content.count === 1
        ? l10n.t('Cannot render: 1 error')
        : l10n.t('Cannot render: {0} errors', content.count);
    case 'some':
      return someWords(content);
    case 'waits':
      return l10n.t('Cannot render: “{0}” has errors', content.title);
  }
}

function someWords({ of, total, wrong, waiting }: Extract<LensContent, { kind: 'some' }>): string {
  const parts = [
    wrong === 0
      ? ''
      : of === 'shots'
        ? wrong === 1
          ? l10n.t('1 of {0} shots has errors', total)
          : l10n.t('{0} of {1} shots have errors', wrong, total)
        : wrong === 1
          ? l10n.t('1 of {0} clips has errors', total)
          : l10n.t('{0} of {1} clips have errors', wrong, total),
    waiting === 0
      ? ''
      : waiting === 1
        ? l10n.t('1 starts from a clip that cannot be rendered')
        : l10n.t('{0} start from clips that cannot be rendered', waiting),
  ];
  return parts.filter((words) => words !== '').join(' · ');
}

/** `current`, `stale: prompt, model`, `no clip yet`. */
export function freshnessWords({ freshness }: Pick<ShotState, 'freshness'>): string {
  switch (freshness.kind) {
    case 'missing':
      return l10n.t('no clip yet');
    case 'current':
      return l10n.t('current');
    case 'stale':
      return l10n.t('stale: {0}', recipeChangeWords(freshness.changes));
  }
}

function renderWords(
  { clips, price, again, isPart }: Extract<LensContent, { kind: 'render' }>,
  isWholeFile: boolean,
): string {
  const total = totalWords(price);
  if (isWholeFile && !isPart) return l10n.t('Render all {0} · {1}', clips, total);
  if (isWholeFile) return l10n.t('Render {0} · {1}', clips, total);
  if (again) return l10n.t('Render again · {0}', total);
  return clips === 1 ? l10n.t('Render · {0}', total) : l10n.t('Render {0} · {1}', clips, total);
}

function sumWords({ current, stale, running, missing }: Extract<LensContent, { kind: 'sum' }>): string {
  return [
    running > 0 ? l10n.t('{0} rendering', running) : '',
    current > 0 ? l10n.t('{0} current', current) : '',
    stale > 0 ? l10n.t('{0} stale', stale) : '',
    missing > 0 ? l10n.t('{0} missing', missing) : '',
  ]
    .filter((words) => words !== '')
    .join(' · ');
}
