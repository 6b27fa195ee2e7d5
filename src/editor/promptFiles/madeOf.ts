import * as vscode from 'vscode';
import type { Job } from '../../core/job.ts';
import type { Made } from '../../shots/made.ts';
import { lostSidecars, mergeMade, straysOf, unrecordedTakes } from '../../shots/mergeMade.ts';
import type { UnreadableClip } from '../../shots/recordedClip.ts';
import { isOfType, isSurelyThere, statOf } from '../base/stat.ts';
import { isTrusted } from '../base/trust.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { Session } from '../session/session.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { writeWhole } from '../workspace/writeWhole.ts';

/** A file with more jobs than this has them in sidecars. */
const maxJobs = 1_000;

/** Nothing is opened for someone who never used the extension. */
export async function madeOf(
  promptFile: vscode.Uri,
  { index, session }: { readonly index: ClipIndex; readonly session: LazySession },
): Promise<Made> {
  // A database that cannot be opened is told where something is to be done with it.
  const opened = await session.openIfUsed().catch(() => undefined);
  // First, so that nothing is taken for seen that was not.
  const upTo = (await opened?.store.newest()) ?? 0;
  const newestFirst = (await opened?.store.ofPromptFile(promptFile.toString(), maxJobs)) ?? [];
  const jobs = newestFirst.toReversed();
  const unreadable = await writeLost(await index.unreadable(), jobs, index);
  const [recorded, all, strays] = await Promise.all([
    index.takesOf(promptFile.toString()),
    index.all(),
    opened === undefined ? [] : liveStrays(opened.store),
  ]);
  const known = new Set([...all, ...unreadable].map(({ uri }) => uri));
  // Where the index does not look: outside the workspace's folders, or a clip that was saved just now.
  const elsewhere = await Promise.all(
    unrecordedTakes(jobs, known).map(async (take) =>
      (await isFile(vscode.Uri.parse(take.uri))) ? [take] : [],
    ),
  );
  return mergeMade(promptFile.toString(), {
    jobs,
    recorded,
    elsewhere: elsewhere.flat(),
    unreadable,
    strays,
    upTo,
  });
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const stat = await statOf(uri);
    return stat !== undefined && isOfType(stat, vscode.FileType.File);
  } catch {
    return false;
  }
}

async function liveStrays(store: Session['store']): Promise<readonly Job[]> {
  const live = await store.liveShots();
  const files = new Set(live.map(({ source }) => source?.promptFileUri ?? ''));
  const gone = new Set<string>();
  await Promise.all(
    [...files].map(async (uri) => {
      // Where nobody can tell, it is there: a folder that is not reachable now has renamed nothing.
      if (!(await isSurelyThere(vscode.Uri.parse(uri)).catch(() => true))) gone.add(uri);
    }),
  );
  return straysOf(live, gone);
}

/** Sidecars that a full disk left empty are written again; gives those that still cannot be read. */
async function writeLost(
  unreadable: readonly UnreadableClip[],
  jobs: readonly Job[],
  index: ClipIndex,
): Promise<readonly UnreadableClip[]> {
  if (!isTrusted()) return unreadable;
  const written: UnreadableClip[] = [];
  for (const { clip, text } of lostSidecars(unreadable, jobs)) {
    const isWritten = await writeWhole(
      vscode.Uri.parse(clip.sidecarUri),
      new TextEncoder().encode(text),
    ).then(
      () => true,
      () => false,
    );
    if (isWritten) written.push(clip);
  }
  if (written.length > 0) await index.refresh(written.map(({ sidecarUri }) => sidecarUri));
  return unreadable.filter((one) => !written.includes(one));
}
