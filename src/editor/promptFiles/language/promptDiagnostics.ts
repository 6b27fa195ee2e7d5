import * as vscode from 'vscode';
import { coalesced } from '../../coalesced.ts';
import { disposeAll } from '../../disposeAll.ts';
import { findingWords } from '../../words/findingWords.ts';
import { problemWords } from '../../words/problemWords.ts';
import { type Mark, marksOf } from './marks.ts';
import type { PromptChecks } from './promptChecks.ts';
import { isPromptDocument } from './promptSelector.ts';
import { rangeOf } from './ranges.ts';

/** Shows what is wrong with the open prompt files. */
export interface PromptDiagnostics extends vscode.Disposable {
  /** Looks at every open prompt file again, soon. */
  refresh(): void;
}

const gatherMs = 250;

export function createPromptDiagnostics(
  checks: PromptChecks,
  report: (error: unknown) => void,
): PromptDiagnostics {
  const collection = vscode.languages.createDiagnosticCollection('videoPrompt');
  const waiting = new Set<vscode.TextDocument>();
  const looking = coalesced(() => {
    for (const document of waiting) show(document).catch(report);
    waiting.clear();
  }, gatherMs);

  async function show(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const checked = await checks.of(document);
    // A newer version is looked at by itself.
    if (document.isClosed || document.version !== version) return;
    const { file } = checked.resolved;
    collection.set(
      document.uri,
      marksOf(checked).map((mark) => diagnosticOf(mark, rangeOf(file, mark.range))),
    );
  }

  const later = (document: vscode.TextDocument) => {
    if (!isPromptDocument(document)) return;
    waiting.add(document);
    looking.call();
  };
  const refresh = () => vscode.workspace.textDocuments.forEach(later);
  const all = disposeAll([
    collection,
    looking,
    vscode.workspace.onDidOpenTextDocument(later),
    vscode.workspace.onDidCloseTextDocument((document) => {
      waiting.delete(document);
      collection.delete(document.uri);
    }),
  ]);
  return {
    refresh,
    dispose() {
      all.dispose();
    },
  };
}

function diagnosticOf(mark: Mark, range: vscode.Range): vscode.Diagnostic {
  const { severity, code } = mark.kind === 'problem' ? mark.problem : mark.finding;
  const words = mark.kind === 'problem' ? problemWords(mark.problem) : findingWords(mark.finding);
  const diagnostic = new vscode.Diagnostic(
    range,
    words,
    severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Video Prompt';
  diagnostic.code = code;
  const within = mark.kind === 'problem' ? mark.problem.within : undefined;
  if (within !== undefined) {
    const at = new vscode.Position(within.line - 1, within.column - 1);
    const place = new vscode.Location(vscode.Uri.parse(within.uri), at);
    diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(place, words)];
  }
  return diagnostic;
}
