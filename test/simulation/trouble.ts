import type { World } from './world.ts';

export type Trouble =
  | 'networkDown'
  | 'keyGone'
  | 'keyRejected'
  | 'noBalance'
  | 'diskFull'
  | 'folderGone'
  | 'databaseFull'
  | 'databaseFullInside'
  | 'dayWithoutAnswer'
  | 'longAbsence'
  | 'databaseLocked'
  | 'clockJump'
  | 'machineSleep'
  | 'machineSleepInside'
  | 'windowFreeze'
  | 'windowFreezeInside'
  | 'windowCrash'
  | 'windowCrashInside'
  | 'transactionCrash'
  | 'windowClose'
  | 'windowOpen'
  | 'trust'
  | 'foreignFile';

const weights: Readonly<Record<Trouble, number>> = {
  networkDown: 2,
  keyGone: 1,
  keyRejected: 1,
  noBalance: 1,
  diskFull: 1,
  folderGone: 1,
  databaseFull: 1,
  databaseFullInside: 2,
  dayWithoutAnswer: 1,
  longAbsence: 1,
  databaseLocked: 2,
  clockJump: 1,
  machineSleep: 1,
  machineSleepInside: 2,
  windowFreeze: 2,
  windowFreezeInside: 4,
  windowCrash: 1,
  windowCrashInside: 4,
  transactionCrash: 4,
  windowClose: 2,
  windowOpen: 4,
  trust: 1,
  foreignFile: 1,
};

const maxWindows = 3;
const minuteMs = 60_000;

/** Picks what goes wrong in this run: a few kinds of trouble at random times, each for a while. */
export function scheduleTrouble(world: World, untilMs: number): void {
  const { chance, timeline } = world;
  const chosen = Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [name, chance.happens(0.5) ? weight : 0]),
  ) as Record<Trouble, number>;
  for (const kind of world.mutant?.stress ?? []) {
    for (let times = 0; times < 4; times++) {
      timeline.after(chance.between(0, untilMs), undefined, () => begin(world, kind));
    }
  }
  const count = chance.between(0, 12);
  for (let times = 0; times < count; times++) {
    const kind = chance.weighted(chosen, 'windowOpen');
    timeline.after(chance.between(0, untilMs), undefined, () => begin(world, kind));
  }
}

function begin(world: World, kind: Trouble): void | Promise<void> {
  const { chance, timeline, provider, disk } = world;
  timeline.note(`trouble: ${kind}`);
  const lastsMs = chance.between(1_000, chance.happens(0.2) ? 10 * minuteMs : 30_000);
  const ends = (run: () => void) => void timeline.after(lastsMs, undefined, run);
  const process = chance.one(world.open())?.process;
  switch (kind) {
    case 'networkDown':
      provider.isNetworkDown = true;
      ends(() => {
        provider.isNetworkDown = false;
      });
      return;
    case 'keyGone':
      world.hasKey = false;
      ends(() => {
        world.hasKey = true;
        world.wakeAll();
      });
      return;
    case 'keyRejected':
    case 'noBalance':
      provider.account = kind === 'noBalance' ? 'empty' : 'rejected';
      ends(() => {
        provider.account = 'good';
      });
      return;
    case 'diskFull':
      disk.isFull = true;
      ends(() => {
        disk.isFull = false;
      });
      return;
    case 'folderGone':
      disk.isFolderGone = true;
      ends(() => {
        disk.isFolderGone = false;
      });
      return;
    case 'databaseFull':
      fillDatabase(world, lastsMs);
      return;
    case 'databaseFullInside':
      process?.strikeAfterCalls(...strike(world, () => fillDatabase(world, lastsMs)));
      return;
    case 'dayWithoutAnswer':
      // Nothing usable comes for some polls, then the machine sleeps over a day.
      provider.rates = { ...provider.rates, missedPoll: 1 };
      sleepWhenMissed(world);
      return;
    case 'longAbsence':
      for (const window of world.open()) window.process.crash('with all others');
      sleep(world, chance.between(minuteMs, 180 * minuteMs));
      return openOne(world);
    case 'databaseLocked': {
      world.lock(chance.happens(0.2));
      world.disturbAll(timeline.nowMs + 15_000);
      timeline.after(Math.min(lastsMs, 15_000), undefined, () => world.unlock());
      return;
    }
    case 'clockJump': {
      const mostMs = chance.happens(0.5) ? minuteMs : 180 * minuteMs;
      timeline.wallOffsetMs += chance.between(-mostMs, mostMs);
      world.disturbAll(timeline.nowMs);
      return;
    }
    case 'machineSleep': {
      const ms = chance.between(20_000, chance.happens(0.3) ? 1_500 * minuteMs : 30 * minuteMs);
      sleep(world, ms);
      return;
    }
    case 'windowFreeze':
      process?.freeze(Math.min(lastsMs, minuteMs));
      return;
    case 'windowFreezeInside': {
      const ms = chance.between(1_000, 40_000);
      process?.strikeAfterCalls(...strike(world, (where) => process.freeze(ms, where)));
      return;
    }
    case 'machineSleepInside': {
      const ms = chance.between(4_000, 60 * minuteMs);
      process?.strikeAfterCalls(...strike(world, () => sleep(world, ms)));
      return;
    }
    case 'windowCrash':
      process?.crash('of itself');
      return;
    case 'windowCrashInside':
      process?.strikeAfterCalls(...strike(world, (where) => process.crash(where)));
      return;
    case 'transactionCrash':
      if (chance.happens(0.5)) process?.crashAfterStatements(chance.between(1, 30));
      else process?.crashAfterStatements(chance.between(1, 4), chance.one(['INSERT INTO ledger', 'COMMIT']));
      return;
    case 'windowClose':
      closeOne(world);
      return;
    case 'windowOpen':
      return openOne(world);
    case 'trust':
      if (process !== undefined) process.isTrusted = true;
      return;
    case 'foreignFile':
      for (const name of ['boat', 'puddle'])
        disk.saveForeign(`file:///film/videos/${name}-${chance.between(1, 4)}.mp4`);
      return;
  }
}

const steps = [
  'provider.create',
  'provider.status',
  'provider.download',
  'store.apply',
  'store.takeOver',
  'vault.accept',
  'workspace.place',
  'endpoints.resolve',
];

/** At which step of a window something strikes: at one of a kind that matters, or at any. */
function strike(
  { chance }: World,
  stroke: (where: string) => void,
): [number, (where: string) => void, string] {
  if (chance.happens(0.5)) return [chance.between(1, 4), stroke, chance.one(steps) ?? ''];
  return [chance.between(1, chance.one([8, 25, 60]) ?? 60), stroke, ''];
}

/** Once a job was asked about in vain often enough. */
function sleepWhenMissed(world: World): void {
  world.timeline.after(5_000, undefined, () => {
    const missed = world.judge
      .observe()
      ?.prepare(`SELECT 1 FROM jobs WHERE state = 'running' AND doc ->> 'missCount' >= 5`)
      .get();
    if (missed !== undefined) sleep(world, 25 * 60 * minuteMs);
    else if (!world.isCalm) sleepWhenMissed(world);
  });
}

function fillDatabase(world: World, lastsMs: number): void {
  world.timeline.note('the database takes nothing more');
  world.isDatabaseFull = true;
  world.disturbAll(world.timeline.nowMs + lastsMs);
  world.timeline.after(lastsMs, undefined, () => {
    world.isDatabaseFull = false;
  });
}

/** Nothing runs on this machine for so long; the provider goes on. */
function sleep(world: World, ms: number): void {
  world.timeline.note(`the machine sleeps for ${ms}`);
  world.timeline.sleptMs += ms;
  world.disturbAll(world.timeline.nowMs);
}

function closeOne(world: World): void {
  const window = world.chance.one(world.open());
  window?.close().catch((error: unknown) => {
    if (!window.process.isDead) world.judge.blame('P9', `a window could not be closed: ${String(error)}`);
  });
}

export function openOne(world: World): void | Promise<void> {
  const { chance } = world;
  const traits = { isTrusted: chance.happens(0.8), opensFolder: chance.happens(0.7) };
  if (world.open().length >= maxWindows) return;
  // A window cannot open its store while another keeps everybody out; it tries again.
  if (world.isLocked || world.isDatabaseFull) {
    world.timeline.after(1_000, undefined, () => openOne(world));
    return;
  }
  return world.openWindow(traits);
}

/** Everything is well again. */
export function calm(world: World): void {
  world.isCalm = true;
  world.provider.isNetworkDown = false;
  world.provider.account = 'good';
  world.disk.isFull = false;
  world.disk.isFolderGone = false;
  world.isDatabaseFull = false;
  world.hasKey = true;
  world.disk.rivalry = 0;
  world.unlock();
}
