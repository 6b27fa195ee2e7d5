/** Runs through a list, only so many at once: a repository may hold thousands of files. The last one begins. */
export async function inTurns<Item>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const runSome = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await run(item);
  };
  await Promise.all(Array.from({ length: atOnce }, runSome));
}
