import * as vscode from 'vscode';
import { isPromptFile } from '../../core/promptFileName.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { readPromptFile } from '../../core/promptFile/readPromptFile.ts';
import { pick } from '../base/show/picks.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import { promptFileToOpen } from '../workspace/sidecars.ts';
import { createTakesScreen, type ShotPlace, type TakesScreen, type TakesScreenParts } from './takesScreen.ts';

/** The one takes screen of this window. */
export interface TakesHost extends vscode.Disposable {
  /** `uri`: a prompt file or a clip; absent: the prompt file that is being edited. Throws VideoPromptError. */
  show(uri: vscode.Uri | undefined, shot: string | undefined): Promise<void>;
}

export function createTakesHost(parts: TakesScreenParts): TakesHost {
  let screen: TakesScreen | undefined;
  return {
    async show(uri, shot) {
      const place = await placeOf(parts.clips, uri ?? activePromptFile(), shot);
      if (place === undefined) return;
      if (screen === undefined) {
        const created = createTakesScreen(parts);
        screen = created;
        created.onDidDispose(() => (screen = undefined));
      }
      await screen.show({ ...place, ...(await titleOf(place)) });
    },
    dispose() {
      screen?.dispose();
    },
  };
}

async function placeOf(
  clips: ClipIndex,
  uri: vscode.Uri | undefined,
  shot: string | undefined,
): Promise<ShotPlace | undefined> {
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

/** As the file has it now. */
async function titleOf({ promptFile, shot }: ShotPlace): Promise<{ readonly title?: string }> {
  try {
    const document = await vscode.workspace.openTextDocument(promptFile);
    const { heading } = readPromptFile(document.getText()).shots.find(({ slug }) => slug === shot) ?? {};
    return heading === undefined ? {} : { title: heading.title };
  } catch {
    return {};
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
