import type * as vscode from 'vscode';
import { completionsAt } from '../../promptLanguage/completions.ts';
import { foldingsOf } from '../../promptLanguage/foldings.ts';
import { hoverAt } from '../../promptLanguage/hover.ts';
import { lensesOf } from '../../promptLanguage/lenses.ts';
import { linkTargets } from '../../promptLanguage/linkTargets.ts';
import { outlineOf } from '../../promptLanguage/outline.ts';
import { quickFixes } from '../../promptLanguage/quickFixes.ts';
import { innerCommandIds } from '../base/commandIds.ts';
import { offsetOf } from '../base/ranges.ts';
import * as items from '../base/show/languageItems.ts';
import { isPromptDocument } from '../workspace/promptSelector.ts';
import { lensCommand } from './lensCommand.ts';
import { openFile, type OpenFileParts } from './openFile.ts';

/** What the language service says of documents, as VS Code shows it. */
export interface Answers {
  lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]>;
  completions(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]>;
  /** For those of the diagnostics that are ours. */
  fixes(
    document: vscode.TextDocument,
    range: vscode.Range,
    shown: readonly vscode.Diagnostic[],
  ): Promise<vscode.CodeAction[]>;
  hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined>;
  links(document: vscode.TextDocument): Promise<vscode.DocumentLink[]>;
  foldings(document: vscode.TextDocument): vscode.FoldingRange[];
  symbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]>;
}

export function createAnswers(parts: OpenFileParts): Answers {
  return {
    async lenses(document) {
      if (!isPromptDocument(document)) return [];
      const standing = await openFile(document, parts).standing();
      return lensesOf(standing).map(({ action, ...lens }) =>
        items.codeLens(standing.resolved.file, lens, lensCommand(action, document.uri)),
      );
    },
    async completions(document, position) {
      const open = openFile(document, parts);
      const found = await completionsAt(open, offsetOf(open.file, position));
      return found.map((one, index) => items.completionItem(open.file, one, index));
    },
    async fixes(document, { start, end }, shown) {
      if (!shown.some(items.isOurs)) return [];
      const open = openFile(document, parts);
      const touched = { start: offsetOf(open.file, start), end: offsetOf(open.file, end) };
      const found = await quickFixes(open, touched);
      return found.map((fix) =>
        items.quickFix(open.file, document.uri, fix, shown, ({ slug, cell, index }) => ({
          command: innerCommandIds.openImage,
          arguments: [open.uri, slug, cell, index],
        })),
      );
    },
    async hover(document, position) {
      const open = openFile(document, parts);
      const found = await hoverAt(open, offsetOf(open.file, position));
      return found === undefined ? undefined : items.hover(open.file, found);
    },
    async links(document) {
      const open = openFile(document, parts);
      return (await linkTargets(open)).flatMap((link) => items.documentLink(document, open.file, link));
    },
    foldings: (document) => foldingsOf(parts.documents.file(document)).map(items.foldingRange),
    async symbols(document) {
      const checked = await parts.checks.of(document);
      return outlineOf(checked).map((entry) => items.documentSymbol(checked.resolved.file, entry));
    },
  };
}
