// A generated repository: 1,000 prompt files of ten shots, a clip with its sidecar for each shot, and other files beside.
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeSidecar } from '../../src/core/sidecar.ts';
import type { Job } from '../../src/core/job.ts';
import { makeJob } from '../unit/core/makeJob.ts';

const promptFiles = 1_000;
const shots = 10;
const others = 79_000;
const perFolder = 250;

export interface Repository {
  readonly folder: string;
  readonly fileCount: number;
  readonly promptFileUris: readonly string[];
}

export const promptFileText = (seed: number) =>
  [
    '---\nmodel: veo3.1-fast\nseconds: 4\naspectRatio: 16:9\nresolution: 720p\n---\n',
    ...Array.from(
      { length: shots },
      (_, shot) => `## Shot ${shot + 1}\n\nBoat ${seed} leaves harbour ${shot}.\n`,
    ),
  ].join('\n');

/** 100,000 files. What the clips hold plays no part: each is empty. */
export function generateRepository(folder: string): Repository {
  const uris: string[] = [];
  for (let index = 0; index < promptFiles; index++) {
    const directory = join(folder, 'films', String(index % 40), String(index));
    mkdirSync(join(directory, 'videos'), { recursive: true });
    const path = join(directory, `film-${String(index)}.video.md`);
    writeFileSync(path, promptFileText(index));
    const uri = pathToFileURL(path).href;
    uris.push(uri);
    for (let shot = 0; shot < shots; shot++) writeClip(folder, directory, uri, index, shot);
  }
  for (let index = 0; index < others; index++) {
    const directory = join(folder, 'src', String(Math.floor(index / perFolder)));
    if (index % perFolder === 0) mkdirSync(directory, { recursive: true });
    touch(join(directory, `module${String(index)}.ts`));
  }
  return { folder, fileCount: promptFiles * (1 + 2 * shots) + others, promptFileUris: uris };
}

function writeClip(
  folder: string,
  directory: string,
  promptFileUri: string,
  index: number,
  shot: number,
): void {
  const path = join(directory, 'videos', `film-${String(index)}-shot-${String(shot + 1)}.mp4`);
  touch(path);
  const workspaceFolderUri = pathToFileURL(folder).href;
  const job: Job = makeJob({
    id: `job-${String(index)}-${String(shot)}`,
    state: 'saved',
    request: {
      prompt: `Boat ${String(index)} leaves harbour ${String(shot)}.`,
      model: 'veo3.1-fast',
      seconds: 4,
      aspectRatio: '16:9',
      resolution: '720p',
      images: [],
    },
    output: {
      directoryUri: pathToFileURL(join(directory, 'videos')).href,
      baseName: 'x',
      workspaceFolderUri,
    },
    source: { promptFileUri, shot: `shot-${String(shot + 1)}`, cell: '', take: 1 },
    taskId: `task_${String(index)}_${String(shot)}`,
    clip: { bytes: 1, sha256: 'a'.repeat(64), extension: '.mp4', uri: pathToFileURL(path).href },
  });
  writeFileSync(`${path}.json`, writeSidecar(job, { savedAt: 1_790_000_000_000 }));
}

const touch = (path: string) => closeSync(openSync(path, 'w'));

/** URIs of all files that end like this; stands for VS Code's search, which is another process. */
export function findFiles(folder: string): (ending: string) => readonly string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return (ending) =>
    all.filter((path) => path.endsWith(ending)).map((path) => pathToFileURL(join(folder, path)).href);
}

export const textAt = (uri: string) => readFileSync(fileURLToPath(uri), 'utf8');
