import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Job } from '../../../src/core/job.ts';
import type { Frame } from '../../../src/engine/frames.ts';
import { tinyPng } from './tinyPng.ts';
import type { Window, World } from './world.ts';

export const minute = 60_000;

/** The first image of a request is the last frame of another item's clip. */
export const follows = (item: number) => ({ clipOf: { item }, role: 'first' as const, at: 0 });

/** Of the clip that every job of these worlds gets. */
const clip = await readFile(new URL('../../../media/sample.mp4', import.meta.url));

export const frame: Frame = {
  uri: 'file:///storage/drafts/last.png',
  name: 'last.png',
  bytes: tinyPng(),
  clipSha256: createHash('sha256').update(clip).digest('hex'),
};

/** Admits a chain of so many clips; the first of them is sent at once. */
export async function admitChain(
  world: World,
  { engine }: Window,
  count = 2,
): Promise<readonly [Job, Job, ...Job[]]> {
  const items = Array.from({ length: count }, (_, index) => ({
    prompt: `Shot ${String(index + 1)}`,
    ...(index === 0 ? {} : { follows: follows(index - 1) }),
  }));
  const [first, second, ...others] = await engine.submitAll(world.batch(items));
  assert.ok(first !== undefined && second !== undefined);
  return [first, second, ...others];
}

/** `queued frame`, `cancelled follow.predecessorFailed` */
export async function stateOf({ engine }: Window, id: string): Promise<string> {
  const { state, hold, failure } = (await engine.get(id)) ?? {};
  return [state, hold, failure?.message].filter((word) => word !== undefined).join(' ');
}

/** What the provider says of every task from now on. */
export function stopAt(world: World, status: 'running' | 'done'): void {
  world.script.status = () => (status === 'done' ? { kind: 'done' } : { kind: 'running', progress: 20 });
}
