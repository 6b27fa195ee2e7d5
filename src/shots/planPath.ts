import { pathBelow, uriOfPath } from '../core/uriPath.ts';

/** The path of a place below a folder as a plan writes it; undefined outside, and where not every system can have it. */
export function planPath(rootUri: string, uri: string): string | undefined {
  const path = pathBelow(rootUri, uri);
  return path !== undefined && isPlanPath(path) ? path : undefined;
}

/** The place that a path of a plan leads to: below the folder, whatever the path says. */
export function planPlace(rootUri: string, path: string): string | undefined {
  if (!isPlanPath(path)) return undefined;
  const uri = uriOfPath(`${rootUri}/plan`, path);
  return uri === undefined || pathBelow(rootUri, uri) !== path ? undefined : uri;
}

/** A relative path that goes nowhere but down, on every system alike. */
export function isPlanPath(path: string): boolean {
  if (path === '' || path.length > 4096 || !path.isWellFormed()) return false;
  if (/[\p{Cc}\\]/u.test(path) || /^[a-z][a-z0-9+.-]*:/i.test(path)) return false;
  // Windows takes names of dots and spaces for the folder itself or the one above.
  return path.split('/').every((name) => /[^. ]/.test(name));
}
