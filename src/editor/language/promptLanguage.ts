import type { ApiKeys } from '../session/apiKeys.ts';
import type { LazySession } from '../session/lazySession.ts';
import type { OpenInPanel } from '../panel/panelHost.ts';
import type { ShotStates } from '../promptFiles/shotStates.ts';
import * as vscode from 'vscode';
import { coalesced } from '../base/coalesced.ts';
import { disposeAll } from '../base/disposeAll.ts';
import type { Session } from '../session/session.ts';
import { onDidChangeSettings } from '../base/settings.ts';
import { promptCompletions } from './completions.ts';
import { documentLinks } from './documentLinks.ts';
import { promptHover } from './hovers.ts';
import { marketOf } from '../session/market.ts';
import { openImage } from './openImage.ts';
import { documentSymbols, foldingRanges } from './outline.ts';
import { createPromptChecks } from './promptChecks.ts';
import { createPromptDiagnostics } from './promptDiagnostics.ts';
import { createPromptDocuments } from '../workspace/promptDocuments.ts';
import { promptLenses } from './promptLenses.ts';
import { isPromptFile, promptFileGlob } from '../../core/promptFileName.ts';
import { quickFixes } from './quickFixes.ts';

import { imageGlob } from '../../core/imageExtensions.ts';

/** The working half of the language support. */
export interface PromptLanguageParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
  /** Absent: nothing is known of clips that were made. */
  readonly states?: () => Promise<ShotStates>;
  readonly openInPanel: OpenInPanel;
  readonly report: (error: unknown) => Promise<void>;
}

export interface PromptLanguage extends vscode.Disposable {
  lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]>;
  completions(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]>;
  fixes(
    document: vscode.TextDocument,
    range: vscode.Range,
    diagnostics: readonly vscode.Diagnostic[],
  ): Promise<vscode.CodeAction[]>;
  openImage(args: readonly unknown[]): Promise<void>;
  hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined>;
  links(document: vscode.TextDocument): Promise<vscode.DocumentLink[]>;
  foldings(document: vscode.TextDocument): vscode.FoldingRange[];
  symbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]>;
}

const gatherMs = 100;

export async function createPromptLanguage(
  { session, keys, states, openInPanel, report }: PromptLanguageParts,
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
  const listening: vscode.Disposable[] = [];
  const listen = ({ prices }: Session) => {
    listening.push(prices.onDidChange(call));
  };
  if (session.current !== undefined) listen(session.current);
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
    session.onDidOpen((opened) => {
      listen(opened);
      call();
    }),
    keys.onDidChange(call),
    ...(shotStates === undefined ? [] : [shotStates.onDidChange(onDidChangeLenses)]),
  ]);
  diagnostics.refresh();
  const known = { documents, checks, ...(shotStates === undefined ? {} : { states: shotStates }) };
  return {
    lenses: (document) => promptLenses(document, known),
    completions: (document, position) => promptCompletions(document, position, known),
    fixes: (document, range, shown) => quickFixes(document, range, shown, checks),
    openImage: (args) => openImage(args, checks, openInPanel),
    hover: (document, position) => promptHover(document, position, known),
    links: (document) => documentLinks(document, documents),
    foldings: (document) => foldingRanges(documents.file(document)),
    symbols: async (document) => documentSymbols(await checks.of(document)),
    dispose() {
      disposeAll(listening).dispose();
      all.dispose();
    },
  };
}
