import * as vscode from 'vscode';
import { coalesced } from '../base/coalesced.ts';
import { diagnostic } from '../base/show/languageItems.ts';
import type { CheckedFile } from '../../shots/checkedFile.ts';
import { findingsOf } from '../../promptLanguage/findings.ts';
import type { PromptChecks } from './promptChecks.ts';
import { isPromptDocument } from '../workspace/promptSelector.ts';

/** Shows what is wrong with the open prompt files. */
export interface PromptDiagnostics extends vscode.Disposable {
  /** Looks at these open prompt files again, soon; absent: at all of them. */
  refresh(uris?: readonly vscode.Uri[]): void;
}

const gatherMs = 250;

export function createPromptDiagnostics(
  checks: PromptChecks,
  report: (error: unknown) => void,
): PromptDiagnostics {
  const collection = vscode.languages.createDiagnosticCollection('videoPrompt');
  const waiting = new Set<vscode.TextDocument>();
  const shown = new WeakMap<vscode.TextDocument, CheckedFile>();
  const looks = new WeakMap<vscode.TextDocument, number>();
  const looking = coalesced(() => {
    for (const document of waiting) show(document).catch(report);
    waiting.clear();
  }, gatherMs);

  async function show(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const look = (looks.get(document) ?? 0) + 1;
    looks.set(document, look);
    const checked = await checks.of(document);
    // A newer version is looked at by itself, and an older look may end after a newer one.
    if (document.isClosed || document.version !== version || looks.get(document) !== look) return;
    if (shown.get(document) === checked) return;
    shown.set(document, checked);
    const { file } = checked.resolved;
    collection.set(
      document.uri,
      findingsOf(checked).map((finding) => diagnostic(file, finding)),
    );
  }

  const later = (document: vscode.TextDocument) => {
    if (!isPromptDocument(document)) return;
    waiting.add(document);
    looking.call();
  };
  const refresh = (uris?: readonly vscode.Uri[]) => {
    const names = uris?.map(String);
    for (const document of vscode.workspace.textDocuments)
      if (names?.includes(document.uri.toString()) !== false) later(document);
  };
  const all = vscode.Disposable.from(
    collection,
    looking,
    vscode.workspace.onDidOpenTextDocument(later),
    vscode.workspace.onDidCloseTextDocument((document) => {
      waiting.delete(document);
      shown.delete(document);
      collection.delete(document.uri);
    }),
  );
  return {
    refresh,
    dispose() {
      all.dispose();
    },
  };
}
