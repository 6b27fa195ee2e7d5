import * as vscode from 'vscode';
import { lineIndexAt } from '../../core/promptFile/lines.ts';
import { linksOf } from '../../core/promptFile/links.ts';
import { documentLink } from '../base/show/languageItems.ts';
import { linksToFollow } from './linksToFollow.ts';
import type { PromptDocuments } from '../workspace/promptDocuments.ts';
import { rangeOf } from '../workspace/ranges.ts';

/** Every path that may be followed leads to its file, the name of a shot to its heading. */
export async function documentLinks(
  document: vscode.TextDocument,
  documents: PromptDocuments,
): Promise<vscode.DocumentLink[]> {
  const file = documents.file(document);
  const links = await linksToFollow(linksOf(file, document.uri.toString()), document.uri);
  return links.flatMap((link) => {
    const { start, end } = link.range;
    const isQuoted = /^["']/.test(file.text.charAt(start));
    const range = rangeOf(file, isQuoted ? { start: start + 1, end: end - 1 } : link.range);
    if (link.kind !== 'shot') return documentLink(document, range, vscode.Uri.parse(link.uri));
    const line = lineIndexAt(file.lineStarts, link.shot.range.start) + 1;
    return documentLink(document, range, document.uri.with({ fragment: `L${line}` }));
  });
}
