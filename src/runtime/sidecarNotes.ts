import { Worker } from 'node:worker_threads';
import { innermostFolder } from '../core/uriPath.ts';
import { diskPlace, readWithin } from '../node/ownFile.ts';
import { type SidecarLook, sidecarLook } from '../shots/sidecarLook.ts';
import { noteEach, type NoteSidecar, type SidecarNote } from '../shots/sidecarNote.ts';

/** So many are read sooner than a thread has started. */
const fewSidecars = 200;

/** Sidecars on this machine's disk. */
export interface SidecarsToNote {
  /** `file:` URIs of the workspace folders, which no sidecar leads out of. */
  readonly folders: readonly string[];
  /** `file:` URIs. */
  readonly uris: readonly string[];
}

/** Some of what was found, as it goes from the thread to its owner. */
export type NotedSidecars = readonly (readonly [uri: string, found: SidecarNote])[];

/**
 * Reads thousands of sidecars in a thread of its own: whoever shares the one of the caller goes on meanwhile. `thread`: the
 * file of `sidecarThread.ts`. What a thread that breaks off leaves is read here. Never rejects.
 */
export async function noteSidecars(sidecars: SidecarsToNote, thread: URL, note: NoteSidecar): Promise<void> {
  const left = new Set(sidecars.uris);
  const noteOne: NoteSidecar = (uri, ...found) => {
    // Each is told once, whoever was first.
    if (left.delete(uri)) note(uri, ...found);
  };
  if (left.size > fewSidecars) await noteInThread(sidecars, thread, noteOne).catch(() => undefined);
  await noteEach([...left], (uri) => sidecarOnDisk(sidecars.folders, uri), noteOne);
}

async function noteInThread(sidecars: SidecarsToNote, thread: URL, note: NoteSidecar): Promise<void> {
  const worker = new Worker(thread, { workerData: sidecars });
  worker.on('message', (some: NotedSidecars) => {
    for (const [uri, found] of some) note(uri, found);
  });
  // What it threw comes before what it had told: only with its exit all of that is here.
  worker.on('error', () => undefined);
  await new Promise((resolve) => worker.on('exit', resolve));
}

/** Never rejects. */
export async function sidecarOnDisk(folders: readonly string[], uri: string): Promise<SidecarLook> {
  const folder = innermostFolder(folders, uri) ?? new URL('.', uri).href;
  return sidecarLook(await readWithin(diskPlace(folder), diskPlace(uri), 'sidecar'));
}
