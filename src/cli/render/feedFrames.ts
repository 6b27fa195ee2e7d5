import { pathToFileURL } from 'node:url';
import { isAwaiting } from '../../core/job.ts';
import type { Runtime } from '../../runtime/openRuntime.ts';
import type { Repository } from '../../runtime/repository.ts';
import { clipWith } from '../../shots/clipWith.ts';
import { FrameFeeding } from '../../shots/frameFeeding.ts';
import type { ClipFrames } from './clipFrames.ts';

/** Brings jobs the last frames that they wait for, as their clips come. `report`: what could not be taken. */
export function feedFrames(
  runtime: Pick<Runtime, 'engine' | 'canPlace' | 'clipPath'>,
  {
    repository,
    frames,
  }: { readonly repository: Pick<Repository, 'digests' | 'clips'>; readonly frames: ClipFrames },
  report: (error: unknown) => void,
): () => void {
  const { engine } = runtime;
  const feeding = new FrameFeeding({
    awaitingFrames: () => engine.awaitingFrames(),
    frame: (id, frame) => engine.frame(id, frame),
    cancel: (id, failure) => engine.cancel(id, failure),
    canPlace: (job) => runtime.canPlace(job),
    storedClip: (job) => pathToFileURL(runtime.clipPath(job)).href,
    digests: repository.digests,
    clipWith: (digest) => clipWith(repository.clips.all(), digest, repository.digests),
    lastFrame: (clip) => frames.last(clip),
    report: (error) => {
      report(error);
      return Promise.resolve();
    },
  });
  const look = () => {
    if (engine.active().some(isAwaiting)) void feeding.feedAll();
  };
  look();
  const listening = [engine.onDidChangeJob(look), engine.onDidChange(look)];
  return () => {
    for (const one of listening) one.dispose();
  };
}
