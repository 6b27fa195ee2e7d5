// Runs in a thread of its own, started by `sidecarNotes.ts`: reads sidecars and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { noteEach, type NoteSidecar, type SidecarNote } from '../shots/sidecarNote.ts';
import { sidecarOnDisk, type SidecarsToNote } from './sidecarNotes.ts';

const atOnce = 500;

const { folders, uris } = workerData as SidecarsToNote;
let noted: (readonly [string, SidecarNote])[] = [];
const tell = () => {
  parentPort?.postMessage(noted);
  noted = [];
};
const note: NoteSidecar = (uri, found) => {
  noted.push([uri, found]);
  if (noted.length === atOnce) tell();
};
await noteEach(uris, (uri) => sidecarOnDisk(folders, uri), note);
tell();
