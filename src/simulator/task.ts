import { createHash, randomBytes } from 'node:crypto';
import { isLasting, type Marker, readMarkers } from './markers.ts';

/** A render, as its id tells it: any simulator can answer for it at any time. */
export interface Task {
  readonly id: string;
  readonly model: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly renderMs: number;
  readonly script: readonly Marker[];
}

const maxIdLength = 200;
const checksumLength = 6;

/** Makes a task, or undefined where its script is too long for an id. */
export function makeTask(
  parts: Pick<Task, 'model' | 'startedAt' | 'renderMs'> & { readonly script: readonly Marker[] },
): Task | undefined {
  const script = parts.script.filter(isLasting);
  const words = script
    .map(({ name, value }) => `[sim:${String(name)}${value === '' ? '' : `=${value}`}]`)
    .join('');
  const fields = [
    parts.startedAt.toString(36),
    parts.renderMs.toString(36),
    randomBytes(4).toString('hex'),
    parts.model,
    words,
  ];
  const body = Buffer.from(fields.join(' ')).toString('base64url');
  const id = `task_${body}${checksum(body)}`;
  return id.length > maxIdLength ? undefined : { ...parts, id, script };
}

/** Reads an id that any simulator made; undefined for any other text. */
export function readTask(id: string): Task | undefined {
  if (!id.startsWith('task_') || id.length > maxIdLength) return undefined;
  const body = id.slice('task_'.length, -checksumLength);
  if (checksum(body) !== id.slice(-checksumLength)) return undefined;
  const [started = '', render = '', , model = '', ...words] = Buffer.from(body, 'base64url')
    .toString()
    .split(' ');
  return {
    id,
    model,
    startedAt: Number.parseInt(started, 36),
    renderMs: Number.parseInt(render, 36),
    script: readMarkers(words.join(' ')),
  };
}

/** The same render, which does not get beyond half of its way. */
export function heldTask(task: Task): Task {
  return { ...task, script: [...task.script, { name: 'stuck', value: '' }] };
}

function checksum(body: string): string {
  return createHash('sha256').update(`simulator ${body}`).digest('hex').slice(0, checksumLength);
}

/** How far a render gets that has no end; undefined where it has one. */
export function stuckAt({ script }: Task): number | undefined {
  const stuck = script.find(({ name }) => name === 'stuck');
  return stuck === undefined ? undefined : Math.min(100, Number(stuck.value) || 50);
}

/** 0 to 100 at this moment; 100 only where the render has ended. */
export function progressOf(task: Task, now: number): number {
  const share = (now - task.startedAt) / task.renderMs;
  const progress = Math.max(0, Math.min(100, Math.floor(share * 100)));
  const stuck = stuckAt(task);
  return stuck === undefined ? progress : Math.min(progress, stuck, 99);
}
