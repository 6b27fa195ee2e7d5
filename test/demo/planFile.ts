// `node test/demo/planFile.ts name.video.md`: what a prompt file asks for, how its clips stand, and what rendering them
// costs, without an editor.
import { dirname, resolve } from 'node:path';
import { openRepository, uriOf } from '../../src/runtime/repository.ts';
import { cellTitle } from '../../src/shots/cellTitle.ts';
import { neededCells } from '../../src/shots/chooseCells.ts';
import { type ChosenCell, totalOf } from '../../src/shots/renderItems.ts';
import { freshnessWords } from '../../src/words/lensWords.ts';
import { quoteWords, totalWords } from '../../src/words/priceWords.ts';

/** A line for each clip, and the price of what is missing or stale. `folder`: out of which nothing is read. */
export async function planLines(path: string, folder: string): Promise<readonly string[]> {
  const { states } = await openRepository(folder);
  const { cells } = await states.file(uriOf(path));
  const chosen = cells.map((cell): ChosenCell => ({ file: path, cell }));
  const needed = neededCells(chosen);
  return [
    ...cells.map((cell) =>
      [cellTitle(cell), freshnessWords(cell), cell.quote === undefined ? '' : quoteWords(cell.quote)].join(
        ' · ',
      ),
    ),
    `${needed.length} of ${cells.length} to render: ${totalWords(totalOf(needed))}`,
  ];
}

if (import.meta.main) {
  const path = resolve(process.argv[2] ?? '');
  for (const line of await planLines(path, dirname(path))) console.log(line);
}
