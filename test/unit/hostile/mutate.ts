import fc from 'fast-check';

/** Values that readers do not expect where something else is documented. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    1e308,
    true,
    [],
    {},
    [[]],
    'null',
    'x'.repeat(5_000),
    '\0',
    '\u202e',
    '\ud800',
  ),
  fc.constantFrom(
    'https://127.0.0.1/x.mp4',
    'file:///etc/passwd',
    'data:video/mp4,x',
    'https://u:p@h/x.mp4',
    '../..',
  ),
  fc.constantFrom('failed', 'completed', 'SUCCESS', 'cancelled', 'polishing', 'task_other'),
  fc.jsonValue({ maxDepth: 3 }),
);

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly name: string;
}

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown> | unknown[];
  return Object.entries(value).flatMap(([name, inner]) => [{ holder, name }, ...placesIn(inner)]);
}

/** A real answer with up to five of its members replaced, removed, wrapped, repeated or added to. */
export function mutated(seeds: readonly unknown[]): fc.Arbitrary<unknown> {
  const step = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'remove', 'wrap', 'list', 'add'),
    value: strange,
    name: fc.constantFrom(
      'id',
      'task_id',
      'data',
      'status',
      'error',
      'message',
      'code',
      '__proto__',
      'toString',
      'length',
    ),
  });
  return fc.tuple(fc.constantFrom(...seeds), fc.array(step, { maxLength: 5 })).map(([seed, steps]) => {
    const root: Record<string, unknown> = { root: structuredClone(seed) };
    for (const { at, how, value: given, name } of steps) {
      // Steps must not share an object: one put into itself would never end.
      const value: unknown = structuredClone(given);
      const places = placesIn(root);
      const place = places[at % places.length];
      if (place === undefined) continue;
      const before: unknown = Reflect.get(place.holder, place.name);
      if (how === 'remove' && place.holder !== root) Reflect.deleteProperty(place.holder, place.name);
      else if (how === 'wrap') Reflect.set(place.holder, place.name, { data: before });
      else if (how === 'list') Reflect.set(place.holder, place.name, [before, value]);
      else if (how === 'add' && typeof before === 'object' && before !== null) {
        if (Array.isArray(before)) before.push(value);
        else
          Object.defineProperty(before, name, {
            value,
            enumerable: true,
            configurable: true,
            writable: true,
          });
      } else Reflect.set(place.holder, place.name, value);
    }
    return root.root;
  });
}
