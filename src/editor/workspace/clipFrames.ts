import type * as vscode from 'vscode';
import { baseName } from '../../core/uriPath.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { takeLastFrame } from '../../runtime/takeLastFrame.ts';
import type { TakenFrame } from '../../shots/frameFeeding.ts';
import type { FrameGrabber } from './frameGrabber.ts';
import { createImageImport } from './imageImport.ts';
import { pathRefusalWords } from '../../words/pathWords.ts';
import { pathRefusal } from './workspaceFile.ts';
import { hashFile } from './fileDigests.ts';

export interface ClipFrames {
  /** The picture lies in the extension's storage. Throws VideoPromptError `frame.unavailable`. */
  last(clip: vscode.Uri): Promise<TakenFrame>;
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
      return await takeLastFrame({
        name: baseName(clip),
        digest: () => hashFile(clip),
        grab: async () => await (await frames()).grab(clip, { moment: 'last', type: 'image/png' }),
        keep: (name, bytes) => copies.fromBytes(name, bytes),
      });
    },
  };
}
