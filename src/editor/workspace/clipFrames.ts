import * as vscode from 'vscode';
import { baseName } from '../../core/uriPath.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { FrameGrabber } from './frameGrabber.ts';
import { createImageImport } from './imageImport.ts';
import { pathRefusalWords } from '../../words/pathWords.ts';
import { pathRefusal } from './workspaceFile.ts';
import { hashFile } from './fileDigests.ts';

/** The last frame of a clip, as a PNG in the extension's storage. */
export interface ClipFrame {
  readonly uri: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of the very file that it was taken from. */
  readonly clipSha256: string;
}

export interface ClipFrames {
  /** Throws VideoPromptError `frame.unavailable`. */
  last(clip: vscode.Uri): Promise<ClipFrame>;
}

export interface ClipFramesParts {
  readonly frames: () => Promise<FrameGrabber>;
  readonly context: Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri' | 'extension'>;
}

export function createClipFrames({ frames, context }: ClipFramesParts): ClipFrames {
  const copies = createImageImport(
    context.storageUri ?? context.globalStorageUri,
    context.extension.extensionKind,
  );
  return {
    async last(clip) {
      const refusal = await pathRefusal(clip, clip, 'clip');
      if (refusal !== undefined && refusal !== 'missing')
        throw new VideoPromptError('frame.unavailable', pathRefusalWords(baseName(clip), refusal));
      const before = await hashFile(clip);
      if (before === undefined) {
        throw new VideoPromptError(
          'frame.unavailable',
          vscode.l10n.t('The clip {0} no longer exists, so its last frame cannot be taken.', baseName(clip)),
        );
      }
      const bytes = await (await frames()).grab(clip, { moment: 'last', type: 'image/png' });
      if ((await hashFile(clip)) !== before) {
        throw new VideoPromptError(
          'frame.unavailable',
          vscode.l10n.t('The clip {0} changed while its last frame was taken. Try again.', baseName(clip)),
        );
      }
      const name = `${baseName(clip).replace(/\.[^.]*$/, '')}-last-frame.png`;
      return { uri: await copies.fromBytes(name, bytes), name, bytes, clipSha256: before };
    },
  };
}
