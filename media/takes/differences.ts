import type { TakeView } from '../../src/protocol/takes.ts';

/** By a fact's label: the paragraphs of it that not all takes have. */
export type Differences = ReadonlyMap<string, ReadonlySet<string>>;

/** What is not the same in all of these takes; nothing for a single one. */
export function differencesOf(takes: readonly TakeView[]): Differences {
  const values = new Map<string, string[]>();
  for (const { label, value, isIncidental } of takes.flatMap(({ facts }) => facts))
    if (isIncidental !== true) values.set(label, [...(values.get(label) ?? []), value]);
  const found = new Map<string, ReadonlySet<string>>();
  for (const [label, all] of values) if (new Set(all).size > 1) found.set(label, unshared(all));
  return found;
}

export function paragraphsOf(value: string): readonly string[] {
  return value.split(/(?<=\n)\n+/).map((text) => text.trimEnd());
}

function unshared(values: readonly string[]): ReadonlySet<string> {
  const texts = values.map(paragraphsOf);
  const every = texts.flat();
  const some = every.filter((one) => !texts.every((text) => text.includes(one)));
  // The same ones in another order: all of them.
  return new Set(some.length > 0 ? some : every);
}
