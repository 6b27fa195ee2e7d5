/** Which shots wait for which. */
export interface ShotChain {
  /** Each shot behind those it waits for, else as written; those in a circle, and behind one, are left out. */
  readonly order: readonly number[];
  /** Shots that wait for each other: each for the next, the last for the first. */
  readonly cycles: readonly (readonly number[])[];
}

/** `waitsFor[index]` has the indexes of the shots that a shot starts from. */
export function chainShots(waitsFor: readonly (readonly number[])[]): ShotChain {
  const followers = waitsFor.map((): number[] => []);
  const open = waitsFor.map((shots) => new Set(shots).size);
  waitsFor.forEach((shots, index) => {
    for (const shot of new Set(shots)) followers[shot]?.push(index);
  });
  const order: number[] = [];
  const ready = open.flatMap((count, index) => (count === 0 ? [index] : []));
  for (const index of ready) {
    order.push(index);
    for (const follower of followers[index] ?? []) {
      const left = (open[follower] ?? 0) - 1;
      open[follower] = left;
      if (left === 0) ready.push(follower);
    }
  }
  return { order, cycles: cyclesOf(waitsFor, new Set(order)) };
}

/** Every shot that is left waits for another that is left: following these leads into a circle. */
function cyclesOf(
  waitsFor: readonly (readonly number[])[],
  done: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const cycles: number[][] = [];
  const seen = new Set<number>();
  for (let start = 0; start < waitsFor.length; start += 1) {
    const path: number[] = [];
    let at: number | undefined = done.has(start) ? undefined : start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = waitsFor[at]?.find((shot) => !done.has(shot));
    }
    const from = at === undefined ? -1 : path.indexOf(at);
    if (from >= 0) cycles.push(path.slice(from));
  }
  return cycles;
}
