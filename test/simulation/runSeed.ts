import { act, submit } from './person.ts';
import type { Mutant } from './mutant.ts';
import { calm, openOne, scheduleTrouble } from './trouble.ts';
import { noTrouble } from './temper.ts';
import { isAtRest, judgeEnd } from './verdict.ts';
import { type Workbench, World } from './world.ts';

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly string[];
  /** The same for the same seed. */
  readonly digest: string;
  readonly events: number;
  readonly lines: readonly string[];
}

export interface RunOptions {
  readonly mutant?: Mutant | undefined;
  readonly isTraced?: boolean;
}

const calmMs = 60 * 60_000;
/** How long the provider's own troubles last into the calm. */
const nervousMs = 45_000;
/** How often people do what a mutant's runs have more of. */
const actsOfMutant = 4;
/** How many events lie between two looks at the sums, or at whether there is anything left. */
const lookEvery = 32;

/** One run: a stretch of trouble, then calm until nothing is left to be done. */
export async function runSeed(
  workbench: Workbench,
  seed: number,
  options: RunOptions = {},
): Promise<Outcome> {
  const { mutant, isTraced = false } = options;
  await workbench.clear(mutant?.schema);
  const world = new World(workbench, seed, mutant, isTraced);
  const rejected = (error: unknown) =>
    world.judge.blame('P9', `nobody caught: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  process.on('unhandledRejection', rejected);
  try {
    await live(world);
  } catch (error) {
    world.judge.blame('end', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    world.end();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', rejected);
  }
  const { timeline, judge } = world;
  return {
    seed,
    violations: judge.violations,
    digest: timeline.digest,
    events: timeline.happened,
    lines: timeline.lines,
  };
}

async function live(world: World): Promise<void> {
  const { chance, timeline } = world;
  await world.openWindow({ isTrusted: true, opensFolder: true });
  for (let others = chance.between(0, 2); others > 0; others--) await openOne(world);
  const busyMs = chance.between(15_000, 120_000);
  scheduleTrouble(world, busyMs);
  timeline.after(chance.between(0, 2_000), undefined, () => {
    const [window] = world.open();
    if (window !== undefined) submit(world, window);
  });
  for (let actions = chance.between(1, 16); actions > 0; actions--) {
    timeline.after(chance.between(0, busyMs), undefined, () => act(world));
  }
  for (const chosen of world.mutant?.acts ?? []) {
    for (let times = 0; times < actsOfMutant; times++)
      timeline.after(chance.between(0, busyMs), undefined, () => act(world, chosen));
  }
  let looks = 0;
  await timeline.runUntil(busyMs, () => {
    if (++looks % lookEvery === 0) world.lookAtMoney();
    return world.judge.violations.length > 0;
  });
  if (world.judge.violations.length === 0) await settle(world);
}

async function settle(world: World): Promise<void> {
  const { timeline } = world;
  const restAtMs = timeline.nowMs + calmMs;
  timeline.note('calm');
  const rest = async () => {
    calm(world);
    timeline.after(nervousMs, undefined, () => {
      world.provider.rates = noTrouble;
    });
    for (const { process } of world.windows) process.spare();
    for (const window of world.open().slice(world.chance.between(0, 1)))
      void window.close().catch(() => undefined);
    await world.openWindow({ isTrusted: true, opensFolder: world.chance.happens(0.9) });
    world.wakeAll();
  };
  timeline.after(0, undefined, rest);
  let looks = 0;
  await timeline.runUntil(restAtMs, () => {
    // Troubles that began before may still end in the calm; none may begin.
    if (world.judge.violations.length > 0) return true;
    return ++looks % lookEvery === 0 && looks > lookEvery && isAtRest(world);
  });
  if (world.judge.violations.length > 0) return;
  const [window] = world.open();
  if (window === undefined) throw new Error('No window is left.');
  judgeEnd(world, await world.readJobs());
}
