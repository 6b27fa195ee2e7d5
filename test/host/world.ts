import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { VideoPromptApi } from '../../src/api.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';

export const extensionId = 'video-prompt.video-prompt';

/** The repository, as the extension under development. */
export function extensionPath(): string {
  const path = vscode.extensions.getExtension(extensionId)?.extensionPath;
  if (path === undefined) throw new Error('The extension is not installed in this host.');
  return path;
}

export async function activate(): Promise<VideoPromptApi> {
  const extension = vscode.extensions.getExtension<VideoPromptApi>(extensionId);
  if (extension === undefined) throw new Error('The extension is not installed in this host.');
  return await extension.activate();
}

export async function startProvider(renderMs = 400): Promise<Simulator> {
  const clip = await readFile(join(extensionPath(), 'media', 'sample.mp4'));
  return await startSimulator({ clip, renderMs });
}

/** Starts a provider and points the extension at it, for code that nobody confirms and without a cap per day. */
export async function offerRenders(): Promise<{
  readonly provider: Simulator;
  readonly stop: () => Promise<void>;
}> {
  const provider = await startProvider();
  await setSetting('api.baseUrl', provider.origin);
  await setSetting('automation.allowUnattended', true);
  await setSetting('budget.perDayUsd', null);
  return {
    provider,
    stop: async () => {
      await setSetting('budget.perDayUsd', undefined);
      await setSetting('automation.allowUnattended', undefined);
      await setSetting('api.baseUrl', undefined);
      await provider.close();
    },
  };
}

export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('videoPrompt')
    .update(name, value, vscode.ConfigurationTarget.Global);
}

/** A person presses the first button of every question that comes while this runs; resolves with what was asked. */
export async function agreeing(run: () => Promise<unknown>): Promise<readonly string[]> {
  const { window } = vscode;
  const real = window.showWarningMessage;
  const asked: string[] = [];
  Object.assign(window, {
    showWarningMessage: (text: string, options: { detail?: string }, button: string) => {
      asked.push(`${text}\n${options.detail ?? ''}`);
      return Promise.resolve(button);
    },
  });
  try {
    await run();
  } finally {
    Object.assign(window, { showWarningMessage: real });
  }
  return asked;
}

export interface Answers {
  /** Absent: every list is closed. */
  readonly pick?: (
    items: readonly vscode.QuickPickItem[],
    placeHolder: string,
  ) => vscode.QuickPickItem | undefined;
  /** Absent: every question is closed. */
  readonly press?: (text: string, buttons: readonly string[]) => string | undefined;
}

/** A person who answers as told; resolves with what was asked and told meanwhile. */
export async function answering(
  { pick, press }: Answers,
  run: () => Promise<unknown>,
): Promise<{ readonly asked: readonly string[]; readonly told: readonly string[] }> {
  const { window } = vscode;
  const { showWarningMessage, showErrorMessage, showQuickPick } = window;
  const asked: string[] = [];
  const told: string[] = [];
  Object.assign(window, {
    showWarningMessage: (text: string, options?: { detail?: string }, ...buttons: string[]) => {
      asked.push(`${text}\n${options?.detail ?? ''}`);
      return Promise.resolve(press?.(text, buttons));
    },
    showErrorMessage: (text: string) => {
      told.push(text);
      return Promise.resolve(undefined);
    },
    showQuickPick: (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) =>
      Promise.resolve(pick?.(items, options?.placeHolder ?? '')),
  });
  try {
    await run();
  } finally {
    Object.assign(window, { showWarningMessage, showErrorMessage, showQuickPick });
  }
  return { asked, told };
}

export function folder(): vscode.Uri {
  const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (uri === undefined) throw new Error('No folder is open in this host.');
  return uri;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export { tinyPng as wholePng } from '../unit/engine/tinyPng.ts';
