import { imageFields, isFieldName } from './fields.ts';
import type { Layer } from './layers.ts';
import type { PromptProblem } from './problem.ts';
import type { PromptFile, PromptValues } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import type { ShotObstacle } from './resolvedFile.ts';

/** Of one shot, to be told. */
const maxErrors = 100;

/** An error, and the shots that it was found for; none: its place says whose it is. */
export interface FoundError {
  readonly problem: PromptProblem;
  readonly shots: ReadonlySet<number>;
}

/**
 * What keeps each shot from being rendered, by its index: errors of its own, those of the file that it takes part in, or
 * a shot that it starts from. `layers`: what all shots share, the farthest file first.
 */
export function findObstacles(
  file: PromptFile,
  errors: readonly FoundError[],
  layers: readonly Layer[],
  /** The indexes of the shots that each shot starts from. */
  waitsFor: readonly (readonly number[])[],
): ReadonlyMap<number, ShotObstacle> {
  const found = new Map<number, PromptProblem[]>();
  for (const { problem, shots } of errors) {
    const indexes = shots.size > 0 ? shots : shotsOf(problem, file, layers);
    for (const index of indexes) {
      const own = found.get(index) ?? [];
      if (own.length < maxErrors) own.push(problem);
      found.set(index, own);
    }
  }
  const [first] = errors;
  const hasMore = [file, ...layers.flatMap(({ base }) => base?.file ?? [])].some(
    (one) => one.hasMoreErrors === true,
  );
  if (hasMore && first !== undefined) {
    for (const { index } of file.shots) if (!found.has(index)) found.set(index, [first.problem]);
  }
  const obstacles = new Map<number, ShotObstacle>();
  for (const [index, problems] of found) obstacles.set(index, { kind: 'errors', problems });
  const followers = file.shots.map((): number[] => []);
  waitsFor.forEach((shots, index) => {
    for (const shot of shots) followers[shot]?.push(index);
  });
  const queue = [...found.keys()];
  for (const before of queue) {
    for (const index of followers[before] ?? []) {
      if (obstacles.has(index)) continue;
      obstacles.set(index, { kind: 'before', slug: file.shots[before]?.slug ?? '' });
      queue.push(index);
    }
  }
  return obstacles;
}

/** By the place of an error: in a shot it is that shot's, above all shots it is of each that has the value from there. */
function shotsOf(
  problem: PromptProblem,
  { shots, text }: PromptFile,
  layers: readonly Layer[],
): readonly number[] {
  const { code, range, within, path } = problem;
  const all = shots.map(({ index }) => index);
  const ofBlock = shots.find(({ block }) => block !== undefined && isIn(range, block.range));
  if (within === undefined && ofBlock !== undefined) return [ofBlock.index];
  const first = shots[0]?.heading?.range.start ?? text.length;
  if (within === undefined && range.start >= first) {
    const index = shots.findLast(
      (shot) => shot.range.start <= range.start && range.start < shot.range.end,
    )?.index;
    // What no shot has is behind all that are read.
    if (index === undefined) return all;
    // The words of such a name are lacking where they stand.
    if (code === 'heading.paragraph') return index === 0 ? all : [index - 1, index];
    // All that follows may have been meant to be a comment.
    return code === 'comment.unclosed' ? all.filter((one) => one >= index) : [index];
  }
  const level =
    within === undefined ? layers.length - 1 : layers.findIndex(({ base }) => base?.uri === within.uri);
  const nearer = level < 0 ? [] : layers.slice(level + 1).map(({ values }) => values);
  return shots.flatMap(({ index, block }) =>
    [...nearer, block?.values ?? {}].some((values) => takesPlaceOf(values, path)) ? [] : [index],
  );
}

function isIn(one: TextRange, other: TextRange): boolean {
  return other.start <= one.start && one.end <= other.end;
}

/** Whether nearer values take the place of one that is said at a path. */
function takesPlaceOf(values: PromptValues, [key, inner]: PromptProblem['path']): boolean {
  if (typeof key !== 'string' || !isFieldName(key)) return false;
  // These add to one another.
  if (key === 'prompt' || key === 'extends') return false;
  if (imageFields.some((name) => name === key)) return imageFields.some((name) => values[name] !== undefined);
  const isPinned =
    key === 'matrix' && typeof inner === 'string' && isFieldName(inner) && values[inner] !== undefined;
  return values[key] !== undefined || isPinned;
}
