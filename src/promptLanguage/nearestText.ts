import { editDistance } from '../core/promptFile/nearestKey.ts';

const maxCharacters = 200;

/** The texts that one was probably meant to be, the nearest first; those that are quite different are left out. */
export function nearestTexts(wanted: string, candidates: readonly string[]): readonly string[] {
  if (wanted.length > maxCharacters) return [];
  const plain = wanted.toLowerCase();
  const most = Math.max(2, Math.floor(plain.length / 3));
  return candidates
    .map((text) => ({ text, distance: distanceOf(plain, text.toLowerCase(), most) }))
    .filter(({ distance }) => distance <= most)
    .sort((one, other) => one.distance - other.distance)
    .map(({ text }) => text);
}

function distanceOf(one: string, other: string, most: number): number {
  return Math.abs(one.length - other.length) > most ? Infinity : editDistance(one, other);
}
