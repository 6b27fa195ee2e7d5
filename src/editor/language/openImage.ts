import * as vscode from 'vscode';
import { requestToDraw } from '../../promptLanguage/requestToDraw.ts';
import type { OpenInPanel } from '../panel/panelHost.ts';
import type { PromptChecks } from './promptChecks.ts';
import { writeCopy } from './writeCopy.ts';

/** Opens the panel on an image of a shot, where a copy of it can be drawn, which the file takes. */
export async function openImage(
  [file, slug, cell, index]: readonly unknown[],
  checks: PromptChecks,
  openInPanel: OpenInPanel,
): Promise<void> {
  if (typeof slug !== 'string' || typeof cell !== 'string' || typeof index !== 'number') return;
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file);
  if (document === undefined) return;
  const found = requestToDraw(await checks.of(document), { slug, cell, index });
  if (found === undefined) return;
  const clip = { file: document.uri, slug, cell };
  await openInPanel(found.request, found.field, async (copy) => await writeCopy(clip, copy, checks));
}
