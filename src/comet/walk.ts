const maxDepth = 6;
const maxNodes = 2_000;
const maxEntries = 50;

/** One value inside an answer and the name it goes by (inside a list: the list's name). */
export interface Node {
  readonly name: string;
  readonly value: unknown;
}

/**
 * The values inside an answer, outer ones first; bounded in depth, in entries per level and in all, so that a strange
 * answer costs nothing. `isClosed` names members that are not looked into.
 */
export function* walk(root: unknown, isClosed: (name: string) => boolean = () => false): Generator<Node> {
  let level: Node[] = [{ name: '', value: root }];
  let nodes = 0;
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth += 1) {
    const next: Node[] = [];
    for (const node of level) {
      nodes += 1;
      if (nodes > maxNodes) return;
      yield node;
      next.push(...inner(node).filter((child) => !isClosed(child.name)));
    }
    level = next;
  }
}

function inner({ name, value }: Node): Node[] {
  if (Array.isArray(value))
    return value.slice(0, maxEntries).map((entry: unknown) => ({ name, value: entry }));
  if (!isRecord(value)) return [];
  const children: Node[] = [];
  for (const key in value) {
    if (children.length >= maxEntries) break;
    if (Object.hasOwn(value, key)) children.push({ name: key, value: value[key] });
  }
  return children;
}

/** An object of JSON: no list, not null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
