import * as vscode from 'vscode';
import { isPromptFile } from '../../core/promptFileName.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { readPromptFile } from '../../core/promptFile/readPromptFile.ts';
import { takesMemory } from '../../protocol/takes.ts';
import { pick } from '../base/show/picks.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { promptFileToOpen } from '../workspace/sidecars.ts';

/** A shot of a prompt file. */
export interface ShotPlace {
  readonly promptFile: vscode.Uri;
  /** Its slug. */
  readonly shot: string;
}

/**
 * The shot that is meant by a prompt file or a clip; without either, of the prompt file that is being edited. Asks where
 * there are several. Undefined: nothing was chosen. Throws VideoPromptError `request.invalid`.
 */
export async function placeOf(
  clips: ClipIndex,
  named: vscode.Uri | undefined,
  shot: string | undefined,
): Promise<ShotPlace | undefined> {
  const uri = named ?? activePromptFile();
  if (uri === undefined) {
    const text = vscode.l10n.t('Open a prompt file (name.video.md) first.');
    throw new VideoPromptError('request.invalid', text);
  }
  if (!isPromptFile(uri)) return await placeOfClip(clips, uri);
  if (shot !== undefined) return { promptFile: uri, shot };
  const shots = [
    ...new Set((await clips.takesOf(uri.toString())).map(({ sidecar }) => sidecar.source?.shot ?? '')),
  ];
  if (shots.length <= 1) return { promptFile: uri, shot: shots[0] ?? '' };
  const items = shots.map((slug) => ({
    label: slug === '' ? vscode.workspace.asRelativePath(uri) : slug,
    slug,
  }));
  const picked = await pick(items, { title: vscode.l10n.t('Show the takes of which shot?') });
  return picked === undefined ? undefined : { promptFile: uri, shot: picked.slug };
}

/** What the page had remembered before a reload; undefined where that is no prompt file. */
export function rememberedPlace(remembered: unknown): ShotPlace | undefined {
  const memory = takesMemory.safeParse(remembered);
  if (!memory.success) return undefined;
  return { promptFile: vscode.Uri.parse(memory.data.promptFile), shot: memory.data.shot };
}

/** The shot's title as the file has it now; undefined where it has none. */
export async function titleOf({ promptFile, shot }: ShotPlace): Promise<string | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(promptFile);
    return readPromptFile(document.getText()).shots.find(({ slug }) => slug === shot)?.heading?.title;
  } catch {
    return undefined;
  }
}

async function placeOfClip(clips: ClipIndex, uri: vscode.Uri): Promise<ShotPlace> {
  const clip = (await clips.all()).find((one) => one.uri === uri.toString());
  const promptFile = clip === undefined ? undefined : await promptFileToOpen(clip);
  if (clip === undefined || promptFile === undefined) {
    const text = vscode.l10n.t('This clip was not rendered from a prompt file.');
    throw new VideoPromptError('request.invalid', text);
  }
  return { promptFile, shot: clip.sidecar.source?.shot ?? '' };
}

function activePromptFile(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri !== undefined && isPromptFile(uri) ? uri : undefined;
}
