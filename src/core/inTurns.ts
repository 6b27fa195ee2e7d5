/**
 * Runs through a list, only so many at once: a repository may hold thousands of files. The last one begins; the results are in
 * the order of the list.
 */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
  atOnce = 8,
): Promise<readonly Result[]> {
  const left = [...items.entries()];
  const results: Result[] = new Array<Result>(items.length);
  const runSome = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [at, item] = next;
      results[at] = await run(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runSome));
  return results;
}
