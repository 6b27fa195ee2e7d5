import type { CapBreach } from '../core/budget.ts';
import { formatUsd } from '../core/money.ts';

const scopeNames = { day: 'day', month: 'month', workspace: 'workspace and month' } as const;

/** `This costs $0.32, but only $0.10 of the $20.00 per day is left. …` */
export function describeBreach(breach: CapBreach): string {
  const left = Math.max(0, breach.capMicroUsd - breach.countedMicroUsd);
  return (
    `This costs ${formatUsd(breach.askedMicroUsd)}, but only ${formatUsd(left)} of the ` +
    `${formatUsd(breach.capMicroUsd)} per ${scopeNames[breach.scope]} is left. ` +
    'Choose something shorter or smaller, or raise the cap in the settings (videoPrompt.budget).'
  );
}
