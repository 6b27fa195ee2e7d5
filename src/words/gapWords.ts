import * as l10n from '@vscode/l10n';
import { formatUsd } from '../core/money.ts';
import type { Gap } from '../core/gap.ts';

/** What is missing from a job database that went back, and what was done about it. */
export function gapWords({ jobs, microUsd, restored, doubted }: Gap): string {
  const parts = [l10n.t('The job database is an older copy, or a new one: something replaced it.')];
  if (microUsd > 0) {
    const amount = formatUsd(microUsd);
    parts.push(
      jobs === 1
        ? l10n.t('1 job is missing; the caps go on counting {0} for it.', amount)
        : l10n.t('{0} jobs are missing; the caps go on counting {1} for them.', jobs, amount),
    );
  }
  if (restored > 0) parts.push(l10n.t('Jobs in progress that were restored: {0}.', restored));
  if (doubted > 0) {
    parts.push(l10n.t('Jobs that may have been sent already and wait for your decision: {0}.', doubted));
  }
  return parts.join(' ');
}
