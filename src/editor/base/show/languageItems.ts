import * as vscode from 'vscode';
import { maxLabel, plainLine } from '../../../core/shownText.ts';

export function hover(contents: vscode.MarkdownString, range: vscode.Range): vscode.Hover {
  return new vscode.Hover(contents, range);
}

export function codeLens(range: vscode.Range, command: vscode.Command): vscode.CodeLens {
  return new vscode.CodeLens(range, plainCommand(command));
}

/** What a lens or a fix runs, with a plain title. */
function plainCommand({ title, tooltip, ...others }: vscode.Command): vscode.Command {
  return {
    ...others,
    title: plainLine(title, maxLabel),
    ...(tooltip === undefined ? {} : { tooltip: plainLine(tooltip, maxLabel) }),
  };
}

export interface Mark {
  readonly range: vscode.Range;
  readonly message: string;
  readonly severity: vscode.DiagnosticSeverity;
  readonly code: string;
  /** Where else the reason lies. */
  readonly within?: vscode.Location;
}

export function diagnostic({ range, message, severity, code, within }: Mark): vscode.Diagnostic {
  const words = plainLine(message);
  const made = new vscode.Diagnostic(range, words, severity);
  made.source = 'Video Prompt';
  made.code = code;
  if (within !== undefined)
    made.relatedInformation = [new vscode.DiagnosticRelatedInformation(within, words)];
  return made;
}

export interface QuickFix {
  readonly title: string;
  readonly diagnostics: vscode.Diagnostic[];
  readonly isPreferred?: boolean;
  readonly edit?: vscode.WorkspaceEdit;
  readonly command?: Omit<vscode.Command, 'title' | 'tooltip'>;
}

export function quickFix({ title, diagnostics, isPreferred, edit, command }: QuickFix): vscode.CodeAction {
  const words = plainLine(title, maxLabel);
  const action = new vscode.CodeAction(words, vscode.CodeActionKind.QuickFix);
  action.diagnostics = diagnostics;
  if (isPreferred !== undefined) action.isPreferred = isPreferred;
  if (edit !== undefined) action.edit = edit;
  if (command !== undefined) action.command = { ...command, title: words };
  return action;
}

export interface Symbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: vscode.SymbolKind;
  readonly range: vscode.Range;
  readonly selectionRange: vscode.Range;
  readonly children?: vscode.DocumentSymbol[];
}

export function documentSymbol(symbol: Symbol): vscode.DocumentSymbol {
  const { kind, range, selectionRange, children } = symbol;
  // VS Code refuses a symbol without a name.
  const name = plainLine(symbol.name, maxLabel) || '…';
  const made = new vscode.DocumentSymbol(
    name,
    plainLine(symbol.detail, maxLabel),
    kind,
    range,
    selectionRange,
  );
  if (children !== undefined) made.children = children;
  return made;
}

export interface Completion {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly documentation?: vscode.MarkdownString;
  readonly kind: vscode.CompletionItemKind;
  readonly range: NonNullable<vscode.CompletionItem['range']>;
  /** What is written, and what is compared with what is typed: as they are. */
  readonly insertText: string;
  readonly filterText: string;
  readonly sortText: string;
  readonly preselect?: boolean;
  readonly command?: string;
}

export function completionItem(completion: Completion): vscode.CompletionItem {
  const { label, description, detail, documentation, kind, preselect, command } = completion;
  const words = plainLine(label, maxLabel);
  const item = new vscode.CompletionItem(
    description === undefined ? words : { label: words, description: plainLine(description, maxLabel) },
    kind,
  );
  item.range = completion.range;
  item.insertText = completion.insertText;
  item.filterText = completion.filterText;
  item.sortText = completion.sortText;
  if (detail !== undefined) item.detail = plainLine(detail);
  if (documentation !== undefined) item.documentation = documentation;
  if (preselect !== undefined) item.preselect = preselect;
  if (command !== undefined) item.command = { command, title: '' };
  return item;
}

/** A link from a document to a file beside it or to a page: never one that runs something. */
export function documentLink(
  document: vscode.TextDocument,
  range: vscode.Range,
  target: vscode.Uri,
): readonly vscode.DocumentLink[] {
  const isSafe = target.scheme === document.uri.scheme || target.scheme === 'https';
  return isSafe ? [new vscode.DocumentLink(range, target)] : [];
}
