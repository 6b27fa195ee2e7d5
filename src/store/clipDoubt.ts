import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Clip } from '../core/job.ts';
import { isMissing } from './diskError.ts';
import { type OpenFile, writeWhole } from './files.ts';

const doubtSchema = z.object({
  /** Of the bytes that came last. */
  sha256: z.string(),
  /** The most that came at once. */
  bytes: z.int().nonnegative(),
  /** How often a whole download was doubted. */
  count: z.int().positive(),
});

/** What is remembered of downloads that may be no whole video, so that two of them are enough. */
export type Doubt = Readonly<z.infer<typeof doubtSchema>>;

/** Bodies that end at another place each time are tried so often, in the hope of one that comes to its end. */
const maxCutFetches = 4;
/** Then one that is shorter than an earlier one is taken, too. */
const maxFetches = 6;

/**
 * Whether a doubtful clip is taken as it is: the same bytes came twice, so that this is what the provider has; or it
 * came a second time and nothing shows that its end is missing.
 */
export function isSettled(clip: Clip, before: Doubt | undefined, now: Doubt, isCut: boolean): boolean {
  if (before === undefined) return false;
  if (before.sha256 === clip.sha256 || !isCut) return true;
  return now.count >= maxFetches || (now.count >= maxCutFetches && clip.bytes >= now.bytes);
}

/** Undefined where there is none, or it cannot be read. */
export async function readDoubt(path: string): Promise<Doubt | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  // Earlier versions kept the digest alone.
  if (/^[0-9a-f]{64}$/.test(text)) return { sha256: text, bytes: 0, count: 1 };
  try {
    return doubtSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeDoubt(path: string, doubt: Doubt, open: OpenFile): Promise<void> {
  await writeWhole(path, Buffer.from(JSON.stringify(doubt)), { isDurable: false, open });
}
