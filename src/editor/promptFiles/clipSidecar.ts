import * as vscode from 'vscode';
import { VideoPromptError } from '../../core/errors.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { baseName } from '../images.ts';
import { maxSidecarBytes, readSidecar } from '../readSidecar.ts';
import { sidecarBeside } from './clipIndex.ts';

/** A clip's sidecar as it lies on the disk. */
export interface ClipSidecar {
  readonly clip: vscode.Uri;
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly sidecar: Sidecar;
}

/** Of a clip, or of the sidecar itself. Throws VideoPromptError `sidecar.invalid`. */
export async function readClipSidecar(clicked: vscode.Uri): Promise<ClipSidecar> {
  const isSidecar = clicked.path.endsWith('.json');
  const uri = isSidecar ? clicked : sidecarBeside(clicked);
  const clip = isSidecar ? clicked.with({ path: clicked.path.slice(0, -'.json'.length) }) : clicked;
  const text = await readText(uri, clip);
  return { clip, uri, text, sidecar: readSidecar(text) };
}

async function readText(uri: vscode.Uri, clip: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size <= maxSidecarBytes)
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    throw new VideoPromptError(
      'sidecar.invalid',
      vscode.l10n.t(
        '{0} has no sidecar (“{1}”), so nothing is known of how it was made.',
        baseName(clip),
        baseName(uri),
      ),
      { cause: error },
    );
  }
  throw new VideoPromptError(
    'sidecar.invalid',
    vscode.l10n.t('{0} is too large for a sidecar.', baseName(uri)),
  );
}
