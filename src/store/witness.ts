import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';

/** What was spent or may have been, in one folder on one day. */
const sumSchema = z.object({
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  workspaceKey: z.string(),
  jobs: z.int().nonnegative(),
  microUsd: z.int().nonnegative(),
});

const pointSchema = z.object({
  databaseId: z.string().min(1),
  generation: z.int().nonnegative(),
});

/** Which database it is, and how far it has come: the number grows with every change of a job's state. */
export type Point = z.output<typeof pointSchema>;

const bodySchema = z.object({
  sums: z.array(sumSchema).readonly(),
  /** Jobs that have not ended, as they lie in the database; each is read by itself. */
  jobs: z.array(z.unknown()).readonly(),
});

export type DaySum = z.output<typeof sumSchema>;

/** What the database held at one generation: which one it is, the money of the last months, and the open jobs. */
export interface Testimony extends Point, z.output<typeof bodySchema> {}

/** Remembers outside of the database how far it has come, so that an older or another one is noticed. */
export interface Witness {
  /** Undefined where there is none, or none that can be read. */
  readNow(): Testimony | undefined;
  /** The same without what the database held: a short read. */
  pointNow(): Point | undefined;
  /** Never rejects: a witness that cannot be written is one that knows less. */
  save(testimony: Testimony): Promise<void>;
}

export const noWitness: Witness = {
  readNow: () => undefined,
  pointNow: () => undefined,
  save: () => Promise.resolve(),
};

/** Lies beside the data folder, so that it stays when that is moved away. */
export function witnessFileOf(directory: string): string {
  return join(dirname(directory), `${basename(directory)}.witness`);
}

/** Where nothing can be written beside the folder. */
const innerFileName = 'video-prompt.witness';

/** The file beside the folder, else the one in it; of two the newer. */
export function witnessFile(directory: string): Witness {
  const files = [witnessFileOf(directory), join(directory, innerFileName)];
  // A process that is ended half-way leaves it, so not in a folder that is not ours.
  const draft = join(directory, `${innerFileName}.${String(process.pid)}`);
  let saving: Promise<void> | undefined;
  let next: Testimony | undefined;

  async function saveAll(): Promise<void> {
    while (next !== undefined) {
      const testimony = next;
      next = undefined;
      for (const file of files) if (await write(file, draft, testimony)) break;
    }
    saving = undefined;
  }

  return {
    readNow: () => newest(files.map(readNow)),
    pointNow: () => newest(files.map(headOf)),
    save(testimony) {
      // A burst of changes costs one writing more, not one each.
      next = testimony;
      saving ??= saveAll();
      return saving;
    },
  };
}

function newest<T extends Point>(found: readonly (T | undefined)[]): T | undefined {
  const readable = found.filter((point) => point !== undefined);
  return readable.sort((one, other) => other.generation - one.generation)[0];
}

function readNow(file: string): Testimony | undefined {
  try {
    const [head = '', body = ''] = readFileSync(file, 'utf8').split('\n');
    return { ...pointSchema.parse(JSON.parse(head)), ...bodySchema.parse(JSON.parse(body)) };
  } catch {
    return undefined;
  }
}

/** False where it could not be written. */
async function write(
  file: string,
  draft: string,
  { databaseId, generation, ...body }: Testimony,
): Promise<boolean> {
  try {
    // Another window may have been quicker and further.
    const there = headOf(file);
    if (there?.databaseId === databaseId && there.generation > generation) return true;
    const lines = [JSON.stringify({ databaseId, generation }), JSON.stringify(body), ''];
    await writeFile(draft, lines.join('\n'), { mode: 0o600 });
    await rename(draft, file);
    return true;
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
    return false;
  }
}

const headBytes = 512;

function headOf(file: string): Point | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const bytes = Buffer.alloc(headBytes);
    const [head = ''] = bytes.toString('utf8', 0, readSync(descriptor, bytes)).split('\n');
    return pointSchema.parse(JSON.parse(head));
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
