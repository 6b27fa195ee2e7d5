import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { isMissing } from './diskError.ts';
import { type OpenFile, writeWhole } from './files.ts';

const partSchema = z.object({
  /** The validator of the bytes; without one they cannot be continued. */
  etag: z.string().exactOptional(),
  /** So many bytes are certainly on the disk, also after a power failure. */
  bytes: z.int().nonnegative(),
  /** The body came to its end. */
  isComplete: z.boolean(),
  /** The size of the file, where the server said it. */
  totalBytes: z.int().nonnegative().exactOptional(),
});

/** What is known of a part file. */
export type PartState = Readonly<z.infer<typeof partSchema>>;

/** Undefined where there is none or it cannot be read: the part is worth nothing then. */
export async function readPartState(path: string): Promise<PartState | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    return partSchema.parse(JSON.parse(text));
  } catch {
    // Cut off by a power failure: it is no more than a note about bytes that can be fetched again.
    return undefined;
  }
}

export async function writePartState(path: string, state: PartState, open: OpenFile): Promise<void> {
  await writeWhole(path, Buffer.from(JSON.stringify(state)), { isDurable: false, open });
}
