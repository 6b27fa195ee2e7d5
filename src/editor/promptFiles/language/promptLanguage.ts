import * as vscode from 'vscode';
import { coalesced } from '../../coalesced.ts';
import { disposeAll } from '../../disposeAll.ts';
import { onDidChangeSettings } from '../../settings.ts';
import { marketOf } from './market.ts';
import { createPromptChecks } from './promptChecks.ts';
import { createPromptDiagnostics } from './promptDiagnostics.ts';
import { createPromptDocuments } from './promptDocuments.ts';
import { promptLenses } from './promptLenses.ts';
import { isPromptFile, promptFileGlob } from './promptSelector.ts';
import type { PromptLanguageParts } from './registerPromptLanguage.ts';

/** The working half of the language support. */
export interface PromptLanguage extends vscode.Disposable {
  lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]>;
}

export const imageGlob = '**/*.{png,jpg,jpeg,webp,PNG,JPG,JPEG,WEBP}';
const gatherMs = 100;

export async function createPromptLanguage(
  { session, keys, states, report }: PromptLanguageParts,
  onDidChangeLenses: () => void,
): Promise<PromptLanguage> {
  const documents = createPromptDocuments();
  const checks = createPromptChecks(documents, () => marketOf(session, keys));
  const diagnostics = createPromptDiagnostics(checks, (error) => void report(error));
  const shotStates = await states?.();
  /** What a file leads to may have changed. */
  const changed = coalesced(() => {
    checks.forget();
    diagnostics.refresh();
    onDidChangeLenses();
  }, gatherMs);
  const call = () => changed.call();
  const images = vscode.workspace.createFileSystemWatcher(imageGlob);
  const promptFiles = vscode.workspace.createFileSystemWatcher(promptFileGlob);
  const all = disposeAll([
    diagnostics,
    changed,
    ...[images, promptFiles].flatMap((watcher) => [
      watcher,
      watcher.onDidCreate(call),
      watcher.onDidChange(call),
      watcher.onDidDelete(call),
    ]),
    // Another open file may extend it.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isPromptFile(document.uri)) call();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(call),
    // Watchers of files are not told of those in a folder that moves.
    vscode.workspace.onDidRenameFiles(call),
    vscode.workspace.onDidDeleteFiles(call),
    onDidChangeSettings(call),
    session.onDidOpen(call),
    keys.onDidChange(call),
    ...(shotStates === undefined ? [] : [shotStates.onDidChange(onDidChangeLenses)]),
  ]);
  diagnostics.refresh();
  return {
    lenses: (document) =>
      promptLenses(document, { checks, ...(shotStates === undefined ? {} : { states: shotStates }) }),
    dispose() {
      all.dispose();
    },
  };
}
