import * as vscode from 'vscode';
import type { Job } from '../../core/job.ts';
import { writeSidecar } from '../../core/sidecar.ts';
import { pathBelow, uriOfPath } from '../../core/uriPath.ts';
import type { LazySession } from '../session/lazySession.ts';
import { readSidecar } from '../../core/readSidecar.ts';
import type { Session } from '../session/session.ts';
import { isTrusted } from '../base/trust.ts';
import { writeWhole } from '../workspace/writeWhole.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import type { Made } from '../../shots/made.ts';
import { byTake, type RecordedClip, sidecarBeside, type UnreadableClip } from '../../shots/recordedClip.ts';
import { isOfType, isSurelyThere, statOf } from '../base/stat.ts';

/** A file with more jobs than this has them in sidecars. */
const maxJobs = 1_000;
const ended: readonly Job['state'][] = ['saved', 'failed', 'cancelled', 'forgotten'];

/** Nothing is opened for someone who never used the extension. */
export async function madeOf(
  promptFile: vscode.Uri,
  { index, session }: { readonly index: ClipIndex; readonly session: LazySession },
): Promise<Made> {
  // A database that cannot be opened is told where something is to be done with it.
  const opened = await session.openIfUsed().catch(() => undefined);
  // First, so that nothing is taken for seen that was not.
  const upTo = (await opened?.store.newest()) ?? 0;
  const jobs = (await opened?.store.ofPromptFile(promptFile.toString(), maxJobs)) ?? [];
  const oldestFirst = jobs.toReversed();
  const unreadable = await mendEmpty(await index.unreadable(), oldestFirst, index);
  const [recorded, all, strays] = await Promise.all([
    index.takesOf(promptFile.toString()),
    index.all(),
    opened === undefined ? [] : straysOf(opened.store),
  ]);
  const known = new Set(all.map(({ uri }) => uri));
  for (const { uri } of unreadable) known.add(uri);
  // Where the index does not look: outside the workspace's folders, or a clip that was saved just now.
  const elsewhere = await Promise.all(
    oldestFirst
      .filter(({ state, clip }) => state === 'saved' && clip?.uri !== undefined && !known.has(clip.uri))
      .map(recordOf),
  );
  return {
    takes: [...recorded, ...elsewhere.flatMap((clip) => clip ?? [])].sort(byTake),
    unreadable: unreadable.filter(({ uri }) => isBelowFolderOf(uri, promptFile.toString())),
    jobs: oldestFirst.filter(({ state }) => !ended.includes(state)),
    strays,
    upTo,
  };
}

/** What renames outside of the editor leave behind. */
async function straysOf(store: Session['store']): Promise<readonly Job[]> {
  const live = await store.liveShots();
  const files = new Set(live.map(({ source }) => source?.promptFileUri ?? ''));
  const gone = new Set<string>();
  await Promise.all(
    [...files].map(async (uri) => {
      // Where nobody can tell, it is there: a folder that is not reachable now has renamed nothing.
      if (!(await isSurelyThere(vscode.Uri.parse(uri)).catch(() => true))) gone.add(uri);
    }),
  );
  return live.filter(({ source }) => source !== undefined && gone.has(source.promptFileUri));
}

/** Sidecars that a full disk left empty are written again, where the job of their clip is known. */
async function mendEmpty(
  unreadable: readonly UnreadableClip[],
  jobs: readonly Job[],
  index: ClipIndex,
): Promise<readonly UnreadableClip[]> {
  if (!isTrusted()) return unreadable;
  const mended: UnreadableClip[] = [];
  for (const one of unreadable) {
    const job = jobs.find(({ state, clip }) => state === 'saved' && clip?.uri === one.uri);
    if (!one.isEmpty || job === undefined) continue;
    const text = writeSidecar(job, { savedAt: job.endedAt ?? job.updatedAt });
    const isMended = await writeWhole(vscode.Uri.parse(one.sidecarUri), new TextEncoder().encode(text)).then(
      () => true,
      () => false,
    );
    if (isMended) mended.push(one);
  }
  if (mended.length > 0) await index.refresh(mended.map(({ sidecarUri }) => sidecarUri));
  return unreadable.filter((one) => !mended.includes(one));
}

function isBelowFolderOf(uri: string, promptFileUri: string): boolean {
  const folder = uriOfPath(promptFileUri, '.');
  return folder !== undefined && pathBelow(folder, uri) !== undefined;
}

/** A job's clip as its sidecar would tell it; undefined where no file lies there any more. */
async function recordOf(job: Job): Promise<RecordedClip | undefined> {
  const { clip, source } = job;
  if (clip?.uri === undefined || source === undefined) return undefined;
  const uri = vscode.Uri.parse(clip.uri);
  try {
    const stat = await statOf(uri);
    if (stat === undefined || !isOfType(stat, vscode.FileType.File)) return undefined;
    const sidecar = readSidecar(writeSidecar(job, { savedAt: job.endedAt ?? job.updatedAt }));
    const { shot, cell, take } = source;
    const file = sidecar.source?.file ?? '';
    return {
      uri: clip.uri,
      sidecarUri: sidecarBeside(clip.uri),
      sidecar: { ...sidecar, source: { file, shot, cell, take } },
      isThere: true,
    };
  } catch {
    return undefined;
  }
}
