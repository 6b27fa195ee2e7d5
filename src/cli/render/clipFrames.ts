import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { VideoPromptError } from '../../core/errors.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import { fileDigest } from '../../node/fileDigest.ts';
import { lastFrameOf } from '../../node/lastFrame.ts';
import { uriOf } from '../../runtime/repository.ts';
import { takeLastFrame } from '../../runtime/takeLastFrame.ts';
import type { TakenFrame } from '../../shots/frameFeeding.ts';
import type { ProcessContext } from '../context.ts';

/** The last frames of clips, as pictures in a folder of their own. */
export interface ClipFrames {
  /** `clip`: the URI of a file. Throws VideoPromptError `frame.unavailable`. */
  last(clip: string): Promise<TakenFrame>;
  close(): Promise<void>;
}

export function createClipFrames(stateFolder: string, { environment }: ProcessContext): ClipFrames {
  let folder: Promise<string> | undefined;
  return {
    async last(clip) {
      const path = fileURLToPath(clip);
      const name = fileNameOfUri(clip);
      return await takeLastFrame({
        name,
        digest: () => fileDigest(path).catch(() => undefined),
        grab: () => lastFrameOf(path, environment).catch(refused(name)),
        async keep(frameName, bytes) {
          folder ??= mkdtemp(join(stateFolder, 'frames-'));
          const picture = join(await mkdtemp(join(await folder, 'frame-')), frameName);
          await writeFile(picture, bytes);
          return uriOf(picture);
        },
      });
    },
    async close() {
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };
}

const refused = (name: string) => (cause: unknown) => {
  const reason = cause instanceof Error ? cause.message : '';
  const text = l10n.t('The last frame of {0} could not be taken: {1}', name, reason);
  throw new VideoPromptError('frame.unavailable', text);
};
