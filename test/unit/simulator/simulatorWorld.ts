import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ImageType } from '../../../src/core/catalogue/model.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/simulator/server.ts';

/** The clip that every render gives. */
export const sample: Uint8Array = readFileSync(join(import.meta.dirname, '../../../media/sample.mp4'));

export const key = 'sk-simulatortests0123456789';

/** How long a clip of four seconds takes in these tests, by their own clock. */
export const renderMs = 20_000;

/** A clock that stands still until a test moves it; simulators may share one. */
export interface Clock {
  nowMs: number;
}

export const newClock = (): Clock => ({ nowMs: Date.UTC(2026, 8, 1, 12) });

export interface World extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly origin: string;
  readonly clock: Clock;
}

/** A simulator of its own for one test. */
export async function newWorld(
  clock: Clock = newClock(),
  changes: Partial<SimulatorOptions> = {},
): Promise<World> {
  const simulator = await startSimulator({ clip: sample, renderMs, now: () => clock.nowMs, ...changes });
  return {
    simulator,
    origin: simulator.origin,
    clock,
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | string | Uint8Array<ArrayBuffer>;
}

/** One request without a key; redirects are not followed. */
export async function askOpenly({ origin }: World, path: string, question: Question = {}): Promise<Response> {
  return await fetch(new URL(path, origin), { redirect: 'manual', ...question });
}

/** One request with the key. */
export async function ask(world: World, path: string, question: Question = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, ...question.headers };
  return await askOpenly(world, path, { ...question, headers });
}

/** The JSON of an answer that must have this status. */
export async function json(answer: Response | Promise<Response>, status = 200): Promise<unknown> {
  const { status: actual, headers, ...rest } = await readAll(await answer);
  assert.equal(actual, status, rest.text);
  assert.equal(headers.get('content-type'), 'application/json');
  return JSON.parse(rest.text);
}

async function readAll(answer: Response) {
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const nested = z.object({ error: z.object({ message: z.string(), code: z.string() }) });
const plain = z.object({ code: z.string().nullable(), message: z.string() });

/** Code and message of an error in either of the documented forms. */
export async function errorOf(answer: Response | Promise<Response>, status: number) {
  const body = await json(answer, status);
  const found = nested.safeParse(body);
  return found.success ? found.data.error : plain.parse(body);
}

/** The first bytes by which an image of this type is known. */
const heads: Readonly<Record<ImageType, Buffer>> = {
  'image/png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  'image/jpeg': Buffer.from('\xff\xd8\xff', 'latin1'),
  'image/webp': Buffer.from('RIFF....WEBP', 'latin1'),
};

/** Bytes that pass for an image of the type; each label makes other ones. */
export function imageBytes(type: ImageType, label: string): Buffer<ArrayBuffer> {
  return Buffer.concat([heads[type], Buffer.from(label)]);
}

export interface FormFile {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly name?: string;
  readonly type?: string;
  readonly field?: string;
}

export const goodFields: Readonly<Record<string, string>> = {
  model: 'veo3.1-fast',
  prompt: 'A fox in the snow.',
  seconds: '4',
  size: '1280x720',
};

export function formOf(fields: Readonly<Record<string, string>>, files: readonly FormFile[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { bytes, name = 'a.png', type = 'image/png', field = 'input_reference' } of files) {
    form.append(field, new File([bytes], name, { type }));
  }
  return form;
}

/** A create request that is right but for the changes. */
export async function create(
  world: World,
  changes: Readonly<Record<string, string>> = {},
  files: readonly FormFile[] = [],
): Promise<Response> {
  return await ask(world, '/v1/videos', {
    method: 'POST',
    body: formOf({ ...goodFields, ...changes }, files),
  });
}

const created = z.object({ id: z.string() });

/** Makes a task with this script in its prompt. */
export async function newTask(world: World, script = ''): Promise<string> {
  return created.parse(await json(create(world, { prompt: `A fox. ${script}` }))).id;
}

/** As {@link newTask}, and lets the time pass that the render takes. */
export async function finishedTask(world: World, script = ''): Promise<string> {
  const id = await newTask(world, script);
  world.clock.nowMs += renderMs;
  return id;
}

export async function statusOf(world: World, id: string): Promise<Response> {
  return await ask(world, `/v1/videos/${id}`);
}

const flat = z.object({
  status: z.string(),
  progress: z.number(),
  video_url: z.url().optional(),
  error: z.object({ message: z.string() }).optional(),
});

export async function flatStatus(world: World, id: string) {
  return flat.parse(await json(statusOf(world, id)));
}

/** The result link that the status of a finished task brings. */
export async function linkOf(world: World, id: string): Promise<string> {
  const { video_url: link } = await flatStatus(world, id);
  assert.ok(link !== undefined, 'a finished task has a link');
  return link;
}

export async function bytesOf(answer: Response): Promise<Buffer> {
  return Buffer.from(await answer.arrayBuffer());
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Keys and types of a JSON value, so that it can be compared with an example. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))];
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
