import * as vscode from 'vscode';
import { maxLabel, plainLine } from '../../../core/shownText.ts';
import type { Choice } from '../../../promptLanguage/choice.ts';
import type { Completion } from '../../../promptLanguage/completions.ts';
import type { ShownFinding } from '../../../promptLanguage/findings.ts';
import type { ImageToDraw } from '../../../promptLanguage/fix.ts';
import type { Folding } from '../../../promptLanguage/foldings.ts';
import type { Hover } from '../../../promptLanguage/hover.ts';
import type { Lens } from '../../../promptLanguage/lenses.ts';
import type { LinkTarget } from '../../../promptLanguage/linkTargets.ts';
import type { OutlineEntry } from '../../../promptLanguage/outline.ts';
import type { QuickFix } from '../../../promptLanguage/quickFixes.ts';
import { editsOf, type Lines, positionOf, rangeOf } from '../ranges.ts';
import { plainMarkdown } from './markdown.ts';

/** What VS Code runs, without words. */
export type SilentCommand = Omit<vscode.Command, 'title' | 'tooltip'>;

export function hover(lines: Lines, { range, paragraphs }: Hover): vscode.Hover {
  return new vscode.Hover(plainMarkdown(...paragraphs), rangeOf(lines, range));
}

export function codeLens(
  lines: Lines,
  { offset, title, tooltip }: Omit<Lens, 'action'>,
  command: SilentCommand,
): vscode.CodeLens {
  const position = positionOf(lines, offset);
  return new vscode.CodeLens(new vscode.Range(position, position), {
    ...command,
    title: plainLine(title, maxLabel),
    tooltip: plainLine(tooltip, maxLabel),
  });
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

const source = 'Video Prompt';

export function diagnostic(lines: Lines, finding: ShownFinding): vscode.Diagnostic {
  const { range, message, severity, code, within } = finding;
  const words = plainLine(message);
  const made = new vscode.Diagnostic(rangeOf(lines, range), words, severities[severity]);
  made.source = source;
  made.code = code;
  if (within !== undefined) {
    const position = new vscode.Position(within.line - 1, within.column - 1);
    const place = new vscode.Location(vscode.Uri.parse(within.uri), position);
    made.relatedInformation = [new vscode.DiagnosticRelatedInformation(place, words)];
  }
  return made;
}

/** Whether `diagnostic` made it. */
export function isOurs(one: vscode.Diagnostic): boolean {
  return one.source === source;
}

/** `commandOf` says what draws a copy of an image. */
export function quickFix(
  lines: Lines,
  uri: vscode.Uri,
  fix: QuickFix,
  shown: readonly vscode.Diagnostic[],
  commandOf: (draw: ImageToDraw) => SilentCommand,
): vscode.CodeAction {
  const title = plainLine(fix.title, maxLabel);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const place = rangeOf(lines, fix.of.range);
  action.diagnostics = shown.filter(({ code, range }) => code === fix.of.code && range.isEqual(place));
  if ('draw' in fix) {
    action.command = { ...commandOf(fix.draw), title };
    return action;
  }
  action.isPreferred = fix.isPreferred;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(uri, editsOf(lines, fix.edits));
  return action;
}

const symbolKinds = { shot: vscode.SymbolKind.Event, clip: vscode.SymbolKind.Constant } as const;

export function documentSymbol(lines: Lines, entry: OutlineEntry): vscode.DocumentSymbol {
  const made = new vscode.DocumentSymbol(
    // VS Code refuses a symbol without a name.
    plainLine(entry.name, maxLabel) || '…',
    plainLine(entry.detail, maxLabel),
    symbolKinds[entry.kind],
    rangeOf(lines, entry.range),
    rangeOf(lines, entry.selection),
  );
  made.children = entry.children.map((child) => documentSymbol(lines, child));
  return made;
}

const completionKinds = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  model: vscode.CompletionItemKind.EnumMember,
  role: vscode.CompletionItemKind.EnumMember,
  file: vscode.CompletionItemKind.File,
  shot: vscode.CompletionItemKind.Reference,
  image: vscode.CompletionItemKind.Reference,
} as const satisfies Readonly<Record<Choice['kind'], vscode.CompletionItemKind>>;

/** What is written and compared with what is typed stays as it is. */
export function completionItem(lines: Lines, completion: Completion, index: number): vscode.CompletionItem {
  const { description, detail, documentation } = completion;
  const label = plainLine(completion.label, maxLabel);
  const item = new vscode.CompletionItem(
    description === undefined ? label : { label, description: plainLine(description, maxLabel) },
    completionKinds[completion.kind],
  );
  const { inserting, replacing } = completion;
  item.range = { inserting: rangeOf(lines, inserting), replacing: rangeOf(lines, replacing) };
  item.insertText = completion.text;
  item.filterText = completion.filter;
  item.sortText = String(index).padStart(5, '0');
  if (detail !== undefined) item.detail = plainLine(detail);
  if (documentation !== undefined) item.documentation = plainMarkdown(...documentation);
  if (completion.isCurrent === true) item.preselect = true;
  if (completion.asksOn) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

export function foldingRange({ firstLine, lastLine }: Folding): vscode.FoldingRange {
  return new vscode.FoldingRange(firstLine, lastLine, vscode.FoldingRangeKind.Region);
}

/** A link from a document to a file beside it or to a page: never one that runs something. */
export function documentLink(
  document: vscode.TextDocument,
  lines: Lines,
  { range, uri }: LinkTarget,
): readonly vscode.DocumentLink[] {
  const target = vscode.Uri.parse(uri);
  const isSafe = target.scheme === document.uri.scheme || target.scheme === 'https';
  return isSafe ? [new vscode.DocumentLink(rangeOf(lines, range), target)] : [];
}
