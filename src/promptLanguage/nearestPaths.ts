import { nearestTexts } from './nearestText.ts';

/** The paths that a wrong one was probably meant to be: the same file elsewhere first, then files of a like name. */
export function nearestPaths(wanted: string, paths: readonly string[]): readonly string[] {
  const name = nameOf(wanted);
  const same = paths.filter((path) => nameOf(path) === name);
  const alike = paths.filter((path) => nameOf(path).toLowerCase() === name.toLowerCase());
  const names = nearestTexts(name, [...new Set(paths.map(nameOf))]);
  const near = names.flatMap((one) => paths.filter((path) => nameOf(path) === one));
  return [...new Set([...same, ...alike, ...near])];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
