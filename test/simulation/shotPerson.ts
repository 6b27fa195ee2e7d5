import { isAbort, VideoPromptError } from '../../src/core/errors.ts';
import type { Job, JobSource } from '../../src/core/job.ts';
import { DuplicateRequest } from '../../src/engine/admission.ts';
import type { BatchItem } from '../../src/core/batch.ts';
import type { SimulatedWindow } from './simulatedWindow.ts';
import type { World } from './world.ts';

const origin = 'https://api.cometapi.com';
const place = 'file:///film';
const shots = ['opening', 'storm'];
const microUsd = 320_000;
const request = {
  prompt: 'A paper boat crosses a puddle',
  model: 'veo3.1-fast',
  seconds: 4,
  aspectRatio: '16:9',
  resolution: '720p',
  images: [],
};
const ended: readonly Job['state'][] = ['saved', 'failed', 'cancelled', 'forgotten'];

/** What a shot asks for: the words of some are changed now and then. */
interface Shot {
  readonly file: number;
  readonly shot: string;
  readonly words: number;
}

export type ShotAct = 'press' | 'pressTwice' | 'again' | 'recover' | 'rename';

/** What a person does with prompt files and doubtful jobs, in one window or in all at the same moment. */
export function actOnShots(world: World, window: SimulatedWindow, kind: ShotAct): void {
  const { chance } = world;
  const windows = chance.happens(0.4) ? world.open() : [window];
  switch (kind) {
    case 'press':
      start(world, press(world, window, chooseShot(world)));
      return;
    case 'pressTwice': {
      const shot = chooseShot(world);
      for (const one of chance.happens(0.5) ? [window, window] : world.open())
        start(world, press(world, one, shot));
      return;
    }
    case 'again': {
      const id = uncertainJob(world);
      if (id !== undefined) for (const one of windows) start(world, submitAgain(world, one, id));
      return;
    }
    case 'recover': {
      const id = uncertainJob(world);
      const task = id === undefined ? undefined : world.provider.tasksOf(id)[0];
      if (id === undefined || task === undefined) return;
      const isAdopted = chance.happens(0.4);
      for (const one of windows) start(world, recover(world, one, isAdopted ? undefined : id, task.id));
      return;
    }
    case 'rename':
      start(world, rename(world, window));
      return;
  }
}

function chooseShot({ chance, promptFiles }: World): Shot {
  return {
    file: chance.between(0, promptFiles.length - 1),
    shot: chance.one(shots) ?? '',
    words: chance.happens(0.8) ? 0 : 1,
  };
}

/** Looks, is asked about what is under way, thinks, and submits; what began meanwhile is asked about too. */
async function press(world: World, window: SimulatedWindow, { file, shot, words }: Shot): Promise<void> {
  const { chance, timeline, shotJudge } = world;
  const { store, engine, process } = window;
  const uri = world.promptFiles[file] ?? '';
  const lookedAt = timeline.happened;
  const upTo = await store.newest();
  const jobs = (await store.ofPromptFile(uri, 100)).filter(({ source }) => source?.shot === shot);
  let agreed = jobs.filter(isLive).map(({ id }) => id);
  if (agreed.length > 0 && !chance.happens(0.3)) return;
  const known = new Set(jobs.map(({ id }) => id));
  const clips = chance.happens(0.8) ? 1 : 2;
  for (let tries = 0; tries < 2; tries++) {
    await timeline.pause(chance.between(0, chance.happens(0.45) ? 60_000 : 300), process);
    const items = Array.from({ length: clips }, (): BatchItem => {
      const take = world.nextTake();
      shotJudge.pressed(take, { uri, lookedAt, known, agreed: new Set(agreed) });
      const digest = `${file}${shots.indexOf(shot)}${words}`.padStart(64, '0');
      return {
        request,
        output: { workspaceFolderUri: place, directoryUri: `${place}/videos`, baseName: shot },
        source: { promptFileUri: uri, shot, cell: '', take, digest },
        seen: { upTo, agreedSecond: agreed },
      };
    });
    try {
      const caller = { kind: 'person', shownMicroUsd: microUsd * clips } as const;
      await engine.submitAll({ items, caller, origin, workspaceKey: place });
      return;
    } catch (error) {
      if (!(error instanceof DuplicateRequest)) throw error;
      timeline.note(`${process.id} hears of a second one of ${shot}`);
      if (!chance.happens(0.3)) return;
      agreed = [...agreed, ...error.items.flatMap(({ ids }) => ids)];
    }
  }
}

async function submitAgain(
  world: World,
  { store, engine, process }: SimulatedWindow,
  id: string,
): Promise<void> {
  const { chance, timeline, shotJudge } = world;
  const upTo = await store.newest();
  const job = await engine.get(id);
  if (job === undefined) return;
  const others = job.source === undefined ? [] : await othersOf(store, job, job.source);
  const agreed = chance.happens(0.7) ? others : [];
  await timeline.pause(chance.between(0, 2_000), process);
  shotJudge.submitsAgain(id, agreed);
  const { microUsd: shownMicroUsd } = engine.againQuote(job);
  await engine.again(id, {
    caller: { kind: 'person', ...(shownMicroUsd === undefined ? {} : { shownMicroUsd }) },
    seen: { upTo, agreedSecond: agreed },
  });
}

async function othersOf(
  store: SimulatedWindow['store'],
  { id }: Job,
  { promptFileUri, shot }: JobSource,
): Promise<readonly string[]> {
  const jobs = await store.ofPromptFile(promptFileUri, 100);
  return jobs.filter((one) => one.id !== id && one.source?.shot === shot && isLive(one)).map((one) => one.id);
}

/** The person reads the task's id at the provider. */
async function recover(
  world: World,
  { engine }: SimulatedWindow,
  jobId: string | undefined,
  taskId: string,
): Promise<void> {
  const task = await engine.lookUp(origin, taskId);
  if (task.job !== undefined) return;
  if (jobId !== undefined) {
    await engine.recover(jobId, task);
    return;
  }
  world.adopted.add(taskId);
  const output = { workspaceFolderUri: place, directoryUri: `${place}/videos`, baseName: 'recovered' };
  await engine.adopt(task, { output, workspaceKey: place, request: { ...request, prompt: '', seconds: 0 } });
}

/** The file has its new name at once; its jobs follow. */
async function rename(world: World, { engine }: SimulatedWindow): Promise<void> {
  const { chance, timeline, promptFiles, shotJudge } = world;
  const file = chance.between(0, promptFiles.length - 1);
  const from = promptFiles[file] ?? '';
  const to = `${place}/name-${world.nextTake()}.video.md`;
  promptFiles[file] = to;
  timeline.note(`renames ${from} to ${to}`);
  const rename = shotJudge.renames(from, to);
  await engine.moveFiles([{ from, to }]);
  rename.doneAt = timeline.happened;
}

function uncertainJob({ judge, chance }: World): string | undefined {
  const rows = judge.observe()?.prepare(`SELECT id FROM jobs WHERE state = 'uncertain' ORDER BY id`).all();
  const id = chance.one(rows ?? [])?.id;
  return typeof id === 'string' ? id : undefined;
}

function isLive({ state }: Job): boolean {
  return !ended.includes(state);
}

/** A person sees only errors that were made for people. */
function start(world: World, work: Promise<void>): void {
  work.catch((error: unknown) => {
    world.timeline.note(`in vain: ${String(error)}`);
    if (error instanceof VideoPromptError || isAbort(error)) return;
    if (world.processes.some(({ isDead }) => isDead)) return;
    world.judge.blame('P9', `an error that nobody understands: ${String(error)}`);
  });
}
