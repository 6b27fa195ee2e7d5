import { hasEnded, type Job } from '../core/job.ts';
import { readSidecar } from '../core/readSidecar.ts';
import { writeSidecar } from '../core/sidecar.ts';
import { pathBelow, uriOfPath } from '../core/uriPath.ts';
import type { Made } from './made.ts';
import { byTake, type RecordedClip, sidecarBeside, type UnreadableClip } from './recordedClip.ts';

export interface FoundOfFile {
  /** Of the prompt file, of whatever state, oldest first. */
  readonly jobs: readonly Job[];
  /** Takes of it that the workspace's sidecars name. */
  readonly recorded: readonly RecordedClip[];
  /** Takes that only its jobs know, and that are there. */
  readonly elsewhere: readonly RecordedClip[];
  /** Of the whole workspace. */
  readonly unreadable: readonly UnreadableClip[];
  readonly strays: readonly Job[];
  readonly upTo: number;
}

export function mergeMade(promptFileUri: string, found: FoundOfFile): Made {
  const { jobs, recorded, elsewhere, unreadable, strays, upTo } = found;
  const folder = uriOfPath(promptFileUri, '.');
  return {
    takes: [...recorded, ...elsewhere].sort(byTake),
    unreadable: unreadable.filter(({ uri }) => folder !== undefined && pathBelow(folder, uri) !== undefined),
    jobs: jobs.filter((job) => !hasEnded(job)),
    strays,
    upTo,
  };
}

/** Clips of jobs, as their sidecars would record them, that are not among those of the workspace; they may be gone. */
export function unrecordedTakes(jobs: readonly Job[], known: ReadonlySet<string>): readonly RecordedClip[] {
  return jobs.flatMap((job) =>
    job.state !== 'saved' || job.clip?.uri === undefined || known.has(job.clip.uri) ? [] : takeOf(job),
  );
}

function takeOf(job: Job): readonly RecordedClip[] {
  const { clip, source } = job;
  if (clip?.uri === undefined || source === undefined) return [];
  try {
    const sidecar = readSidecar(sidecarOf(job));
    const { shot, cell, take } = source;
    const file = sidecar.source?.file ?? '';
    return [
      {
        uri: clip.uri,
        sidecarUri: sidecarBeside(clip.uri),
        sidecar: { ...sidecar, source: { file, shot, cell, take } },
        isThere: true,
      },
    ];
  } catch {
    return [];
  }
}

/** A sidecar that a full disk left empty, and what it has to say. */
export interface LostSidecar {
  readonly clip: UnreadableClip;
  readonly text: string;
}

/** Those whose clips are jobs’ that are known. */
export function lostSidecars(
  unreadable: readonly UnreadableClip[],
  jobs: readonly Job[],
): readonly LostSidecar[] {
  return unreadable.flatMap((clip) => {
    const job = jobs.find((one) => one.state === 'saved' && one.clip?.uri === clip.uri);
    return clip.isEmpty && job !== undefined ? [{ clip, text: sidecarOf(job) }] : [];
  });
}

function sidecarOf(job: Job): string {
  return writeSidecar(job, { savedAt: job.endedAt ?? job.updatedAt });
}

/** Live jobs of prompt files that are gone: renames outside of the editor leave them behind. */
export function straysOf(live: readonly Job[], gone: ReadonlySet<string>): readonly Job[] {
  return live.filter(({ source }) => source !== undefined && gone.has(source.promptFileUri));
}
