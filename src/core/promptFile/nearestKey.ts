import { type FieldName, fieldNames } from './fields.ts';

const maxLength = 30;
const maxDistance = 2;

const otherWords: Readonly<Record<string, FieldName>> = {
  base: 'extends',
  count: 'variants',
  duration: 'seconds',
  end: 'last',
  firstframe: 'first',
  image: 'first',
  lastframe: 'last',
  length: 'seconds',
  negative: 'negativePrompt',
  ratio: 'aspectRatio',
  size: 'resolution',
  sound: 'audio',
  start: 'first',
};

/** The key that was probably meant, written otherwise or by another word. */
export function nearestKey(key: string, keys: readonly FieldName[] = fieldNames): FieldName | undefined {
  if (key.length > maxLength) return undefined;
  const plain = plainWord(key);
  const same = keys.find((name) => plainWord(name) === plain);
  if (same !== undefined) return same;
  const other = Object.hasOwn(otherWords, plain) ? otherWords[plain] : undefined;
  if (other !== undefined && keys.includes(other)) return other;
  let best: FieldName | undefined;
  let least = Math.min(maxDistance, Math.ceil(plain.length / 3)) + 1;
  for (const name of keys) {
    const distance = editDistance(plain, plainWord(name));
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

function plainWord(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '');
}

/** How many characters have to be added, removed, changed or swapped with the next one (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let index = 0; index < one.length; index += 1) {
    const next = [index + 1];
    for (let column = 0; column < other.length; column += 1) {
      const change = (row[column] ?? 0) + (one[index] === other[column] ? 0 : 1);
      const isSwapped = column > 0 && one[index] === other[column - 1] && one[index - 1] === other[column];
      const swap = isSwapped ? (before[column - 1] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
