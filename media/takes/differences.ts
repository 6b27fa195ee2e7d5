import type { TakeView } from '../../src/protocol/takes.ts';

/** The labels of what is not the same in all of these takes; none for a single one. */
export function differingLabels(takes: readonly TakeView[]): ReadonlySet<string> {
  const values = new Map<string, Set<string>>();
  for (const { label, value, isIncidental } of takes.flatMap(({ facts }) => facts)) {
    if (isIncidental === true) continue;
    const known = values.get(label) ?? new Set();
    values.set(label, known.add(value));
  }
  return new Set([...values].filter(([, all]) => all.size > 1).map(([label]) => label));
}
