import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isTaskId } from '../core/taskId.ts';
import type { TaskNote } from '../engine/ports.ts';
import { isMissing, onDisk } from './diskError.ts';
import { type OpenFile, writeWhole } from './files.ts';

const noteSchema = z.object({
  jobId: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
  taskId: z.string().refine(isTaskId),
  keyFingerprint: z.string(),
});

/**
 * Task ids that the database would not take at the time, a file each: a render that was accepted must be found again
 * by the next window. The folder is there only while there are such.
 */
export class TaskNotes {
  readonly #folder: string;
  readonly #open: OpenFile;

  constructor(folder: string, open: OpenFile) {
    this.#folder = folder;
    this.#open = open;
  }

  async write(note: TaskNote): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(note));
    await onDisk(this.#folder, async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeWhole(this.#path(note.jobId), bytes, { isDurable: true, open: this.#open });
    });
  }

  async read(): Promise<readonly TaskNote[]> {
    return await onDisk(this.#folder, async () => {
      const names = (await namesIn(this.#folder)).filter((name) => /^[^.].*\.json$/.test(name));
      const notes = await Promise.all(names.map((name) => readNote(join(this.#folder, name))));
      return notes.filter((note) => note !== undefined);
    });
  }

  async remove(jobId: string): Promise<void> {
    await onDisk(this.#folder, () => rm(this.#path(jobId), { force: true }));
  }

  #path(jobId: string): string {
    return join(this.#folder, `${jobId}.json`);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Undefined where it is gone meanwhile or is not what we wrote; it stays where it is then. */
async function readNote(path: string): Promise<TaskNote | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
