import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Job, sampleOrigin } from '../../src/core/job.ts';
import { writeSidecar } from '../../src/core/sidecar.ts';
import { sha256 } from '../../src/node/sha256.ts';
import { makeJob, request } from '../unit/core/makeJob.ts';

/** A folder of prompt files on the disk, and clips that were made of them. Paths are relative to it. */
export interface FilmFolder {
  readonly folder: string;
  path(...names: readonly string[]): string;
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** A clip with its sidecar. `content`: of the clip; undefined: only the sidecar is there. */
  clip(path: string, made: MadeClip): Promise<void>;
  remove(): Promise<void>;
}

export interface MadeClip {
  readonly of: string;
  readonly shot: string;
  readonly cell?: string;
  readonly take?: number;
  readonly prompt: string;
  readonly content?: string | undefined;
  readonly sample?: true;
  readonly fields?: Partial<Job>;
}

export async function makeFilmFolder(): Promise<FilmFolder> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'video-prompt-films-')));
  const path = (...names: readonly string[]) => join(folder, ...names);
  const uri = (name: string) => pathToFileURL(path(name)).href;
  const write = async (name: string, content: string | Uint8Array) => {
    await mkdir(dirname(path(name)), { recursive: true });
    await writeFile(path(name), content);
  };
  return {
    folder,
    path,
    write,
    async clip(name, { of, shot, cell = '', take = 1, prompt, sample, fields = {}, ...rest }) {
      const content = 'content' in rest ? rest.content : 'clip';
      const job = makeJob({
        state: 'saved',
        request: { ...request, prompt },
        output: {
          workspaceFolderUri: pathToFileURL(folder).href,
          directoryUri: pathToFileURL(dirname(path(name))).href,
          baseName: 'x',
        },
        source: { promptFileUri: uri(of), shot, cell, take },
        clip: {
          bytes: (content ?? '').length,
          sha256: sha256(content ?? ''),
          extension: '.mp4',
          uri: uri(name),
        },
        ...(sample === undefined ? {} : { origin: sampleOrigin }),
        ...fields,
      });
      if (content !== undefined) await write(name, content);
      await write(`${name}.json`, writeSidecar(job, { savedAt: 1_790_000_000_000 }));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

export const pointerOf = (content: string) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(content)}\nsize ${content.length}\n`;
