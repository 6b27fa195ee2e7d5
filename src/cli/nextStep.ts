import { programName } from './programName.ts';

/** A command line of ours for a POSIX shell, whatever the names of files say. Paths come before options. */
export function commandLine(name: string, paths: readonly string[], options: readonly string[] = []): string {
  // What begins with a dash would be an option.
  const operands = paths.map((path) => (path.startsWith('-') ? `./${path}` : path));
  return [programName, name, ...[...operands, ...options].map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
