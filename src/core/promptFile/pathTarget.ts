import { shownText } from '../shownText.ts';
import { uriOfPath } from '../uriPath.ts';
import type { KeyPath, ProblemArgs, ProblemCode, ReportProblem } from './problem.ts';
import type { TextRange } from './textRange.ts';

type PathProblem = Extract<
  ProblemCode,
  'path.absolute' | 'path.malformed' | 'path.unsaved' | 'path.outside' | 'path.backslash'
>;

/** Where a path of a file leads; undefined with a report where it leads nowhere. An address stays as it is. */
export function uriOfWrittenPath(
  path: string,
  fileUri: string,
  range: TextRange,
  keys: KeyPath,
  report: ReportProblem,
): string | undefined {
  if (path.trim() === '') {
    report('path.empty', range, {}, keys);
    return undefined;
  }
  const refuse = (code: PathProblem) => {
    const args: ProblemArgs<PathProblem> = { path: shownText(path) };
    report(code, range, args, keys);
  };
  if (isAddress(path)) return path;
  const uri = uriOfPath(fileUri, path);
  if (/^[/\\]|^[a-z]:[/\\]/i.test(path)) refuse('path.absolute');
  else if (/[\p{Cc}\p{Cs}]/u.test(path)) refuse('path.malformed');
  else if (uri === undefined) refuse(uriOfPath(fileUri, 'x') === undefined ? 'path.unsaved' : 'path.outside');
  else {
    if (path.includes('\\')) refuse('path.backslash');
    return uri;
  }
  return undefined;
}

/** `https://…`, `memfs:/…`; no drive letter. */
export function isAddress(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\//i.test(path);
}
