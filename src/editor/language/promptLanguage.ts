import type { OpenInPanel } from '../panel/panelHost.ts';
import type { ShotStates } from '../promptFiles/shotStates.ts';
import * as vscode from 'vscode';
import { disposeAll } from '../base/disposeAll.ts';
import { promptCompletions } from './completions.ts';
import { documentLinks } from './documentLinks.ts';
import { promptHover } from './hovers.ts';
import { openImage } from './openImage.ts';
import { documentSymbols, foldingRanges } from './outline.ts';
import { promptChecks } from './promptChecks.ts';
import { createPromptDiagnostics } from './promptDiagnostics.ts';
import { promptLenses } from './promptLenses.ts';
import { quickFixes } from './quickFixes.ts';

/** The working half of the language support. */
export interface PromptLanguageParts {
  readonly states: () => Promise<ShotStates>;
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

export async function createPromptLanguage(
  { states, openInPanel, report }: PromptLanguageParts,
  onDidChangeLenses: () => void,
): Promise<PromptLanguage> {
  const shotStates = await states();
  const { documents } = shotStates;
  const checks = promptChecks(shotStates);
  const diagnostics = createPromptDiagnostics(checks, (error) => void report(error));
  const isShown = (uris: readonly vscode.Uri[]) =>
    vscode.workspace.textDocuments.some(({ uri }) => uris.some((one) => one.toString() === uri.toString()));
  const all = disposeAll([
    diagnostics,
    shotStates.onDidChange((uris) => {
      diagnostics.refresh(uris);
      if (uris === undefined || isShown(uris)) onDidChangeLenses();
    }),
  ]);
  diagnostics.refresh();
  const known = { documents, checks, states: shotStates };
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
      all.dispose();
    },
  };
}
