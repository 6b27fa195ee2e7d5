import * as l10n from '@vscode/l10n';
import { shownText } from '../core/shownText.ts';
import { nearestTexts } from '../promptLanguage/nearestText.ts';

/** It was called in a way that makes no sense. The message is a whole sentence and says what to write instead. */
export class UsageError extends Error {}

/** The value, if it is one of these; otherwise a usage error. `option`: as a person writes it, `--format`. */
export function oneOf<const Value extends string>(
  option: string,
  value: string,
  allowed: readonly Value[],
): Value {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  const [nearest] = nearestTexts(value, allowed);
  throw new UsageError(
    nearest === undefined
      ? l10n.t('{0} cannot be “{1}”. Write one of: {2}.', option, shownText(value), allowed.join(', '))
      : l10n.t('{0} cannot be “{1}”. Did you mean “{2}”?', option, shownText(value), nearest),
  );
}

/** The same for a list with commas; each value once. */
export function someOf<const Value extends string>(
  option: string,
  list: string,
  allowed: readonly Value[],
): readonly Value[] {
  const values = list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  return [...new Set(values.map((value) => oneOf(option, value, allowed)))];
}
