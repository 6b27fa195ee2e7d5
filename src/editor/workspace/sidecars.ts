import * as vscode from 'vscode';
import { sidecarGlob } from '../../core/clipExtension.ts';
import type { Sidecar } from '../../core/sidecar.ts';
import { isOwnPlace } from '../../core/workspacePath.ts';
import { type NamedByClip, promptFileOf } from '../../shots/recordedClip.ts';
import { type SidecarLook, sidecarLook } from '../../shots/sidecarLook.ts';
import { pathRefusal, readOwnFile } from './workspaceFile.ts';
import { findInWorkspace } from './workspaceSearch.ts';

/** Of clips, sidecars or prompt files in a workspace. */
export const maxFiles = 20_000;

/** Every sidecar of the workspace, as the disk has them now. */
export async function findSidecars(): Promise<readonly vscode.Uri[]> {
  return await findInWorkspace(sidecarGlob, { most: maxFiles });
}

export async function lookAtSidecar(uri: vscode.Uri): Promise<SidecarLook> {
  return sidecarLook(await readOwnFile(uri, uri, 'sidecar'));
}

/** Undefined for what is no sidecar, or cannot be read as one. */
export async function sidecarAt(uri: vscode.Uri): Promise<Sidecar | undefined> {
  const looked = await lookAtSidecar(uri);
  return looked.kind === 'read' ? looked.sidecar : undefined;
}

/**
 * The prompt file that a clip's sidecar names, where it lies in the workspace folder of the sidecar and no link leads
 * elsewhere.
 */
export async function promptFileToOpen(clip: NamedByClip): Promise<vscode.Uri | undefined> {
  const named = promptFileOf(clip);
  const uri = named === undefined ? undefined : vscode.Uri.parse(named);
  const sidecar = vscode.Uri.parse(clip.sidecarUri);
  const refusal = uri === undefined ? undefined : await pathRefusal(sidecar, uri, 'sidecarSource');
  return isOwnPlace(refusal) ? uri : undefined;
}
