import * as vscode from 'vscode';

/** Markdown that shows these texts as they are, one paragraph each. Spaces stay such, so that long lines wrap. */
export function plainMarkdown(...texts: readonly string[]): vscode.MarkdownString {
  return new vscode.MarkdownString(texts.map(escapeMarkdown).join('\n\n'));
}

export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!~|<>&$]/g, '\\$&');
}
