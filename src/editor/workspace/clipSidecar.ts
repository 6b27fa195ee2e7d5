import * as vscode from 'vscode';
import { isSidecar } from '../../core/clipExtension.ts';
import { baseName } from '../../core/uriPath.ts';
import { VideoPromptError } from '../../core/errors.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { readSidecar } from '../../core/readSidecar.ts';
import { sidecarRefusalWords } from '../../words/sidecarWords.ts';
import { readOwnFile } from './workspaceFile.ts';
import { clipBeside, sidecarBeside } from '../../shots/recordedClip.ts';

/** A clip's sidecar as it lies on the disk. */
export interface ClipSidecar {
  readonly clip: vscode.Uri;
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly sidecar: Sidecar;
}

/** Of a clip, or of the sidecar itself. Throws VideoPromptError `sidecar.invalid`. */
export async function readClipSidecar(clicked: vscode.Uri): Promise<ClipSidecar> {
  const isRecord = isSidecar(clicked);
  const uri = isRecord ? clicked : vscode.Uri.parse(sidecarBeside(clicked.toString()));
  const clip = isRecord ? vscode.Uri.parse(clipBeside(clicked.toString())) : clicked;
  const text = await readText(uri, clip);
  return { clip, uri, text, sidecar: readSidecar(text) };
}

async function readText(uri: vscode.Uri, clip: vscode.Uri): Promise<string> {
  const read = await readOwnFile(uri, uri, 'sidecar');
  if (read.kind === 'read') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes);
  const words = sidecarRefusalWords(baseName(uri), baseName(clip), read.refusal);
  throw new VideoPromptError('sidecar.invalid', words);
}
