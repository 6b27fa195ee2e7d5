import * as l10n from '@vscode/l10n';
import type { PlanOnly } from '../shots/planFiles.ts';
import type { CommandOption } from './command.ts';
import { oneOf, someOf } from './usageError.ts';

export const onlyOption: CommandOption = {
  type: 'string',
  value: 'WHICH',
  help: () => l10n.t('“missing”, “stale”, both with a comma (the default), or “all”'),
};

/** Throws a `UsageError`. */
export function planOnly(given: string | undefined): PlanOnly {
  if (given === undefined) return ['missing', 'stale'];
  const words = someOf('--only', given, ['missing', 'stale', 'all']);
  if (words.length === 0) oneOf('--only', given, ['missing', 'stale', 'all']);
  if (words.includes('all')) return 'all';
  return words.filter((word) => word !== 'all');
}
