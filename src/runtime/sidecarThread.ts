// Runs in a thread of its own, started by `sidecarNotes.ts`: reads sidecars and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { inTurns } from '../core/inTurns.ts';
import type { SidecarNote } from '../shots/sidecarNote.ts';
import { noteOf, type SidecarsToNote } from './sidecarNotes.ts';

const readsAtOnce = 8;
const atOnce = 500;

const { folders, uris } = workerData as SidecarsToNote;
let noted: (readonly [string, SidecarNote])[] = [];
const tell = () => {
  parentPort?.postMessage(noted);
  noted = [];
};
await inTurns(uris, readsAtOnce, async (uri) => {
  noted.push([uri, await noteOf(folders, uri)]);
  if (noted.length === atOnce) tell();
});
tell();
