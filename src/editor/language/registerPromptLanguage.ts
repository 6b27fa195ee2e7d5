import * as vscode from 'vscode';
import { findInWorkspace } from '../workspace/workspaceSearch.ts';
import { innerCommandIds } from '../base/commandIds.ts';
import { DisposableStore } from '../base/disposables.ts';
import { lazy } from '../base/lazy.ts';
import { registerCommand } from '../base/show/commands.ts';
import type { PromptLanguage, PromptLanguageParts } from './promptLanguage.ts';
import { promptFileGlob } from '../../core/promptFileName.ts';
import { isPromptDocument, promptSelector } from '../workspace/promptSelector.ts';

/** What may follow is offered without asking. */
const completionTriggers = [':', ' ', '/', '.', '[', '{', ',', '"', "'", '@'];

/** What the editor knows about prompt files: asked for from the first one on that is open, and loaded then. */
export function registerPromptLanguage(parts: PromptLanguageParts): vscode.Disposable {
  const lensesChanged = new vscode.EventEmitter<void>();
  const subscriptions = new DisposableStore();
  subscriptions.add(lensesChanged);
  const language = lazy(async () => {
    const { createPromptLanguage } = await import('./promptLanguage.ts');
    const created = await createPromptLanguage(parts, () => lensesChanged.fire());
    subscriptions.add(created);
    return created;
  });
  let isProvided = false;
  const shown = (document: vscode.TextDocument) => {
    if (!isPromptDocument(document)) return;
    if (!isProvided) subscriptions.add(provide(language, lensesChanged.event));
    isProvided = true;
    language().catch(parts.report);
  };
  vscode.workspace.textDocuments.forEach(shown);
  subscriptions.add(
    vscode.workspace.onDidOpenTextDocument(shown),
    vscode.workspace.onDidRenameFiles(async ({ files }) => {
      try {
        // Without a prompt file nothing is loaded.
        if ((await findInWorkspace(promptFileGlob, { most: 1 })).length === 0) return;
        const { followMovedFiles } = await import('../workspace/movedFiles.ts');
        await followMovedFiles(files);
      } catch (error) {
        await parts.report(error);
      }
    }),
    registerCommand(
      innerCommandIds.openImage,
      async (...args) => {
        await (await language()).openImage(args);
      },
      parts.report,
    ),
  );
  return {
    dispose() {
      subscriptions.dispose();
    },
  };
}

function provide(
  language: () => Promise<PromptLanguage>,
  onDidChangeCodeLenses: vscode.Event<void>,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(promptSelector, {
      onDidChangeCodeLenses,
      provideCodeLenses: async (document) => await (await language()).lenses(document),
    }),
    vscode.languages.registerCompletionItemProvider(
      promptSelector,
      {
        provideCompletionItems: async (document, position) =>
          await (await language()).completions(document, position),
      },
      ...completionTriggers,
    ),
    vscode.languages.registerCodeActionsProvider(
      promptSelector,
      {
        provideCodeActions: async (document, range, { diagnostics }) =>
          diagnostics.length === 0 ? [] : await (await language()).fixes(document, range, diagnostics),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.languages.registerHoverProvider(promptSelector, {
      provideHover: async (document, position) => await (await language()).hover(document, position),
    }),
    vscode.languages.registerDocumentLinkProvider(promptSelector, {
      provideDocumentLinks: async (document) => await (await language()).links(document),
    }),
    vscode.languages.registerFoldingRangeProvider(promptSelector, {
      provideFoldingRanges: async (document) => (await language()).foldings(document),
    }),
    vscode.languages.registerDocumentSymbolProvider(
      promptSelector,
      { provideDocumentSymbols: async (document) => await (await language()).symbols(document) },
      { label: vscode.l10n.t('Shots') },
    ),
  );
}
