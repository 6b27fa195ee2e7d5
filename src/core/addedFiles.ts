/** One field of a commit each; the first is its hash. For `git log -z --name-status`. */
export const addedFilesFormat = '%x00%H%x00%aN%x00%D%x00';

/**
 * Who added each file, by its path as git writes it, from the output of `git log -z --name-status` in the format above,
 * newest commit first. A file that was only moved belongs to whoever added it under its old name. Of a shallow clone
 * the oldest commit seems to add everything: what it names belongs to nobody. Output that was cut off is read as far as it goes.
 */
export function readAddedFiles(output: string): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  /** What a file of an older commit is called today. */
  const names = new Map<string, string>();
  /** Of the commit that is being read: they hold for older ones. */
  let moves: (readonly [string, string])[] = [];
  let author: string | undefined;
  const tokens = output.split('\0');
  // Behind the last separator comes nothing, or half of something.
  tokens.pop();
  for (let at = 0; at < tokens.length; at += 1) {
    const token = (tokens[at] ?? '').trim();
    const [first, second] = [tokens[at + 1], tokens[at + 2]];
    if (/^[0-9a-f]{40,64}$/.test(token)) {
      for (const [from, to] of moves) names.set(from, names.get(to) ?? to);
      moves = [];
      author = isBoundary(second) ? undefined : first;
      at += 2;
    } else if (token === 'A') {
      const name = names.get(first ?? '') ?? first;
      if (name !== undefined && !found.has(name)) found.set(name, author);
      at += 1;
    } else if (/^R\d+$/.test(token)) {
      if (first !== undefined && second !== undefined) moves.push([first, second]);
      at += 2;
    }
  }
  return new Map([...found].flatMap(([name, one]) => (one === undefined || one === '' ? [] : [[name, one]])));
}

/** The names that git decorates a commit with. */
function isBoundary(decoration: string | undefined): boolean {
  return decoration === undefined || decoration.split(', ').includes('grafted');
}
