import type { Job } from '../core/job.ts';
import type { Store } from '../engine/ports.ts';
import type { Made } from '../shots/made.ts';
import { lostSidecars, mergeMade, straysOf, unrecordedTakes } from '../shots/mergeMade.ts';
import type { NotedClip, RecordedClip, UnreadableClip } from '../shots/recordedClip.ts';

/** Where what was made of prompt files is found. Places are URIs. */
export interface MadePorts {
  /** Undefined where there is no database. */
  readonly store: () => Promise<Pick<Store, 'newest' | 'ofPromptFile' | 'liveShots'> | undefined>;
  /** The clips that have sidecars. */
  readonly clips: {
    all(): Promise<readonly NotedClip[]>;
    unreadable(): Promise<readonly UnreadableClip[]>;
    takesOf(promptFileUri: string): Promise<readonly RecordedClip[]>;
    refresh(sidecarUris: readonly string[]): Promise<void>;
  };
  /** Whether an ordinary file lies there, as far as anybody can tell. */
  readonly isFile: (uri: string) => Promise<boolean>;
  /** False where nothing lies there for certain. */
  readonly isPerhapsThere: (uri: string) => Promise<boolean>;
  /** Writes a small file, whole or not at all. Undefined where nothing may be written. */
  readonly write: ((uri: string, bytes: Uint8Array) => Promise<void>) | undefined;
}

/** A file with more jobs than this has them in sidecars. */
const maxJobs = 1_000;

/** What was made of a prompt file, and is being made. */
export async function madeOf(promptFileUri: string, ports: MadePorts): Promise<Made> {
  const { clips } = ports;
  const store = await ports.store();
  // First, so that nothing is taken for seen that was not.
  const upTo = (await store?.newest()) ?? 0;
  const newestFirst = (await store?.ofPromptFile(promptFileUri, maxJobs)) ?? [];
  const jobs = newestFirst.toReversed();
  const unreadable = await writeLost(await clips.unreadable(), jobs, ports);
  const [recorded, all, strays] = await Promise.all([
    clips.takesOf(promptFileUri),
    clips.all(),
    store === undefined ? [] : liveStrays(store, ports),
  ]);
  const known = new Set([...all, ...unreadable].map(({ uri }) => uri));
  // Where nobody looks for sidecars, or a clip that was saved just now.
  const elsewhere = await Promise.all(
    unrecordedTakes(jobs, known).map(async (take) => ((await ports.isFile(take.uri)) ? [take] : [])),
  );
  return mergeMade(promptFileUri, {
    jobs,
    recorded,
    elsewhere: elsewhere.flat(),
    unreadable,
    strays,
    upTo,
  });
}

async function liveStrays(
  store: Pick<Store, 'liveShots'>,
  { isPerhapsThere }: MadePorts,
): Promise<readonly Job[]> {
  const live = await store.liveShots();
  const files = new Set(live.map(({ source }) => source?.promptFileUri ?? ''));
  const gone = new Set<string>();
  await Promise.all(
    [...files].map(async (uri) => {
      if (!(await isPerhapsThere(uri))) gone.add(uri);
    }),
  );
  return straysOf(live, gone);
}

/** Sidecars that a full disk left empty are written again; gives those that still cannot be read. */
async function writeLost(
  unreadable: readonly UnreadableClip[],
  jobs: readonly Job[],
  { write, clips }: MadePorts,
): Promise<readonly UnreadableClip[]> {
  if (write === undefined) return unreadable;
  const written: UnreadableClip[] = [];
  for (const { clip, text } of lostSidecars(unreadable, jobs)) {
    const isWritten = await write(clip.sidecarUri, new TextEncoder().encode(text)).then(
      () => true,
      () => false,
    );
    if (isWritten) written.push(clip);
  }
  if (written.length > 0) await clips.refresh(written.map(({ sidecarUri }) => sidecarUri));
  return unreadable.filter((one) => !written.includes(one));
}
