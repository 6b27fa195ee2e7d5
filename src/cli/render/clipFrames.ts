import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { VideoPromptError } from '../../core/errors.ts';
import { fileNameOfUri } from '../../core/uriPath.ts';
import { fileDigest } from '../../node/fileDigest.ts';
import { lastFrameOf } from '../../node/lastFrame.ts';
import { uriOf } from '../../runtime/repository.ts';
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
      const name = fileNameOfUri(clip);
      const path = fileURLToPath(clip);
      const before = await digestOf(path, name);
      const bytes = await lastFrameOf(path, environment).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : '';
        throw unavailable(l10n.t('The last frame of {0} could not be taken: {1}', name, reason));
      });
      if ((await digestOf(path, name)) !== before)
        throw unavailable(l10n.t('The clip {0} changed while its last frame was taken. Try again.', name));
      folder ??= mkdtemp(join(stateFolder, 'frames-'));
      const frameName = `${name.replace(/\.[^.]*$/, '')}-last-frame.png`;
      const picture = join(await mkdtemp(join(await folder, 'frame-')), frameName);
      await writeFile(picture, bytes);
      return { uri: uriOf(picture), name: frameName, bytes, clipSha256: before };
    },
    async close() {
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };
}

async function digestOf(path: string, name: string): Promise<string> {
  return await fileDigest(path).catch(() => {
    throw unavailable(l10n.t('The clip {0} no longer exists, so its last frame cannot be taken.', name));
  });
}

function unavailable(text: string): VideoPromptError {
  return new VideoPromptError('frame.unavailable', text);
}
