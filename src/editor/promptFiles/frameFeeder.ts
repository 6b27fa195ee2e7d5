import * as vscode from 'vscode';
import { isAbort, VideoPromptError } from '../../core/errors.ts';
import { isAwaiting } from '../../core/follower.ts';
import type { Job } from '../../core/job.ts';
import { recipeOfJob } from '../../core/jobRecipe.ts';
import type { Engine } from '../../engine/engine.ts';
import type { AwaitingFrame } from '../../engine/frames.ts';
import { coalesced } from '../base/coalesced.ts';
import { disposeAll } from '../base/disposeAll.ts';
import { sha256 } from '../../node/sha256.ts';
import type { Session } from '../session/session.ts';
import { digestOf } from '../../shots/cellStates.ts';
import type { ClipFrames } from '../workspace/clipFrames.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { hashFile } from '../workspace/fileDigests.ts';
import { findClip } from '../workspace/findClip.ts';

export interface FrameFeederParts {
  readonly session: Pick<Session, 'canPlace' | 'clipPath'> & {
    readonly engine: Pick<
      Engine,
      'active' | 'awaitingFrames' | 'frame' | 'cancel' | 'onDidChangeJob' | 'onDidChange'
    >;
  };
  readonly clipFrames: ClipFrames;
  readonly index: Pick<ClipIndex, 'all' | 'onDidChange'>;
  readonly report: (error: unknown) => Promise<void>;
}

const gatherMs = 100;

/**
 * Brings jobs the last frame of the clip that they wait for, as soon as it is there, where this window can read it. What
 * goes wrong is told once; the job waits on, and is tried again when the window gets the focus or a clip changes.
 */
export function startFrameFeeder({
  session,
  clipFrames,
  index,
  report,
}: FrameFeederParts): vscode.Disposable {
  const { engine } = session;
  const told = new Set<string>();
  /** Not tried again before something changes. */
  const refused = new Set<string>();
  let isFeeding = false;
  let wishes = 0;

  async function feedAll(): Promise<void> {
    wishes += 1;
    if (isFeeding) return;
    isFeeding = true;
    try {
      for (let seen = 0; seen !== wishes;) {
        seen = wishes;
        for (const one of await engine.awaitingFrames()) await feedSafely(one);
      }
    } catch (error) {
      await tell('', error);
    } finally {
      isFeeding = false;
    }
  }

  async function feedSafely({ job, predecessor }: AwaitingFrame): Promise<void> {
    if (refused.has(job.id) || !session.canPlace(predecessor)) return;
    // It lies in its place in a moment.
    if (predecessor.state === 'stored' && predecessor.failure === undefined) return;
    try {
      await feed(job, predecessor);
    } catch (error) {
      refused.add(job.id);
      // The job went on without us.
      if (error instanceof VideoPromptError && error.code === 'job.state') return;
      // Nobody waits for the answer to a message.
      void tell(job.id, error);
    }
  }

  async function feed(job: Job, predecessor: Job): Promise<void> {
    const clip = await clipOf(predecessor);
    if (clip === undefined) {
      await engine.cancel(job.id, { class: 'unknown', message: 'follow.clipGone', charged: 'no' });
      return;
    }
    const { uri, name, bytes, clipSha256 } = await clipFrames.last(clip);
    const digest = digestOf(recipeOfJob(job, clipSha256), { text: sha256 });
    await engine.frame(job.id, {
      uri,
      name,
      bytes,
      clipSha256,
      ...(job.source === undefined ? {} : { digest }),
    });
  }

  /** Where the very clip lies that was made; undefined: nowhere any more. */
  async function clipOf(predecessor: Job): Promise<vscode.Uri | undefined> {
    const { clip, state } = predecessor;
    if (state === 'stored') return vscode.Uri.file(session.clipPath(predecessor));
    if (clip === undefined) return undefined;
    const place = clip.uri === undefined ? undefined : vscode.Uri.parse(clip.uri);
    if (place !== undefined && (await hashFile(place)) === clip.sha256) return place;
    return await findClip(index, clip.sha256);
  }

  async function tell(jobId: string, error: unknown): Promise<void> {
    const key = `${jobId} ${String(error)}`;
    if (isAbort(error) || told.has(key)) return;
    told.add(key);
    await report(error);
  }

  const feeding = coalesced(() => void feedAll(), gatherMs);
  const look = () => {
    if (engine.active().some(isAwaiting)) feeding.call();
  };
  const retry = () => {
    refused.clear();
    look();
  };
  look();
  return disposeAll([
    feeding,
    engine.onDidChangeJob(look),
    engine.onDidChange(look),
    index.onDidChange(retry),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) retry();
    }),
  ]);
}
