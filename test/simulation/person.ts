import { VideoPromptError } from '../../src/core/errors.ts';
import type { Batch } from '../../src/engine/batch.ts';
import type { BatchItem } from '../../src/core/batch.ts';
import { actOnShots } from './shotPerson.ts';
import type { SimulatedWindow } from './simulatedWindow.ts';
import { chooseCaps } from './temper.ts';
import type { World } from './world.ts';

const choices = [
  { model: 'veo3.1-fast', seconds: 4, resolution: '720p', microUsd: 320_000 },
  { model: 'veo3.1-fast', seconds: 8, resolution: '1080p', microUsd: 768_000 },
  { model: 'veo3.1', seconds: 4, resolution: '720p', microUsd: 1_280_000 },
  { model: 'doubao-seedance-2-0', seconds: 5, resolution: '720p', microUsd: 400_000 },
] as const;

const weights = {
  submit: 8,
  cancel: 3,
  stop: 2,
  resume: 3,
  forget: 2,
  release: 6,
  caps: 1,
  both: 2,
  press: 4,
  pressTwice: 4,
  again: 5,
  recover: 4,
  rename: 3,
};

export type Act = keyof typeof weights;

/** What a person does now, in one of the windows: the given act, or any. */
export function act(world: World, chosen?: Act): void {
  const { chance } = world;
  const window = chance.one(world.open());
  if (window === undefined) return;
  const kind = chosen ?? chance.weighted(weights, 'submit');
  switch (kind) {
    case 'submit':
      submit(world, window);
      return;
    case 'both':
      // Two windows at the same moment.
      for (const other of world.open()) submit(world, other);
      return;
    case 'caps':
      world.settings = { ...world.settings, caps: chooseCaps(chance) };
      return;
    case 'cancel':
    case 'stop':
    case 'resume':
    case 'forget':
    case 'release':
      wish(world, window, kind);
      return;
    case 'press':
    case 'pressTwice':
    case 'again':
    case 'recover':
    case 'rename':
      actOnShots(world, window, kind);
      return;
  }
}

export function submit(world: World, window: SimulatedWindow): void {
  if (window.isSubmitting) return;
  const { chance, timeline } = world;
  const parts = chance.happens(0.3) ? chain(world) : [item(world)];
  const total = parts.reduce((sum, { microUsd }) => sum + microUsd, 0);
  const shown = chance.happens(0.85) ? total : total / 2;
  const batch: Batch = {
    items: parts.map((part) => part.item),
    caller: chance.happens(0.85) ? { kind: 'person', shownMicroUsd: shown } : { kind: 'program' },
    origin: 'https://api.cometapi.com',
    workspaceKey: chance.happens(0.7) ? place : 'file:///other',
  };
  window.isSubmitting = true;
  window.engine.submitAll(batch).then(
    () => {
      window.isSubmitting = false;
    },
    (error: unknown) => {
      window.isSubmitting = false;
      timeline.note(`${window.process.id} submits in vain: ${String(error)}`);
      expectKnown(world, error);
    },
  );
}

interface Part {
  readonly item: BatchItem;
  /** Of all its clips. */
  readonly microUsd: number;
}

const place = 'file:///film';

function item({ chance }: World, onlyFrom: readonly (typeof choices)[number][] = choices): Part {
  const { microUsd, ...choice } = chance.one(onlyFrom) ?? choices[0];
  const variants = chance.happens(0.5) ? 1 : chance.between(2, 4);
  const request = {
    ...choice,
    prompt: 'A paper boat crosses a puddle',
    aspectRatio: '16:9',
    images: [],
    variants,
  };
  const output = {
    workspaceFolderUri: place,
    directoryUri: `${place}/videos`,
    baseName: chance.one(['boat', 'puddle']) ?? 'boat',
  };
  return { item: { request, output }, microUsd: microUsd * variants };
}

/** Two or three shots, most of which begin with the last frame of one before. */
function chain(world: World): readonly Part[] {
  const { chance } = world;
  const parts: Part[] = [];
  for (let left = chance.between(2, 3); left > 0; left--) {
    const single = item(world, choices.slice(0, 3));
    const { request, output } = single.item;
    const variants = chance.happens(0.8) ? 1 : 2;
    const microUsd = (single.microUsd / (request.variants ?? 1)) * variants;
    const before = chance.between(0, parts.length - 1);
    const isFollower = parts.length > 0 && chance.happens(0.85);
    const follows = { clipOf: { item: before }, role: 'first' as const, at: 0 };
    parts.push({
      item: { request: { ...request, variants }, output, ...(isFollower ? { follows } : {}) },
      microUsd,
    });
  }
  return parts;
}

type Wish = 'cancel' | 'stop' | 'resume' | 'forget' | 'release';

const wishedIn: Readonly<Record<Wish, string>> = {
  cancel: `state IN ('queued', 'submitting', 'running')`,
  stop: `state IN ('running', 'downloading')`,
  resume: `state = 'stopped'`,
  forget: `state IN ('uncertain', 'stopped')`,
  release: `state = 'queued' AND doc ->> 'hold' IS NOT NULL`,
};

function wish(world: World, window: SimulatedWindow, kind: Wish): void {
  if (kind === 'release' && window.releasing !== undefined) return;
  const rows = world.judge
    .observe()
    ?.prepare(`SELECT id FROM jobs WHERE ${wishedIn[kind]} ORDER BY id`)
    .all();
  const id = world.chance.one(rows ?? [])?.id;
  if (typeof id !== 'string') return;
  world.wish(id, kind);
  world.timeline.note(`${window.process.id} is asked to ${kind} ${id}`);
  if (kind === 'release') window.releasing = id;
  const end = () => {
    if (kind === 'release') window.releasing = undefined;
  };
  window.engine[kind](id).then(end, (error: unknown) => {
    end();
    expectKnown(world, error);
  });
}

/** A person sees only errors that were made for people. */
function expectKnown(world: World, error: unknown): void {
  if (error instanceof VideoPromptError || world.processes.some(({ isDead }) => isDead)) return;
  world.judge.blame('P9', `an error that nobody understands: ${String(error)}`);
}
