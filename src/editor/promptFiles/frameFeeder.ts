import * as vscode from 'vscode';
import { isAwaiting } from '../../core/job.ts';
import type { Engine } from '../../engine/engine.ts';
import { sha256 } from '../../node/sha256.ts';
import { clipWith } from '../../shots/clipWith.ts';
import { FrameFeeding } from '../../shots/frameFeeding.ts';
import { coalesced } from '../base/coalesced.ts';
import type { Session } from '../session/session.ts';
import type { ClipFrames } from '../workspace/clipFrames.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { hashFile } from '../workspace/fileDigests.ts';

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
 * Brings jobs the frames that they wait for, where this window can read their clips. Those that went wrong are tried again
 * when the window gets the focus or a clip changes.
 */
export function startFrameFeeder({
  session,
  clipFrames,
  index,
  report,
}: FrameFeederParts): vscode.Disposable {
  const { engine } = session;
  const digests = { file: (uri: string) => hashFile(vscode.Uri.parse(uri)), text: sha256 };
  const frames = new FrameFeeding({
    awaitingFrames: () => engine.awaitingFrames(),
    frame: (id, frame) => engine.frame(id, frame),
    cancel: (id, failure) => engine.cancel(id, failure),
    canPlace: (job) => session.canPlace(job),
    storedClip: (job) => vscode.Uri.file(session.clipPath(job)).toString(),
    digests,
    clipWith: async (digest) => await clipWith(await index.all(), digest, digests),
    lastFrame: (clip) => clipFrames.last(vscode.Uri.parse(clip)),
    report,
  });
  const feeding = coalesced(() => void frames.feedAll(), gatherMs);
  const look = () => {
    if (engine.active().some(isAwaiting)) feeding.call();
  };
  const retry = () => {
    frames.retry();
    look();
  };
  look();
  return vscode.Disposable.from(
    feeding,
    engine.onDidChangeJob(look),
    engine.onDidChange(look),
    index.onDidChange(retry),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) retry();
    }),
  );
}
