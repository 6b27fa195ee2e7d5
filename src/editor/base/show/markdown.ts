import * as vscode from 'vscode';
import { type Paragraph, plainMarkdownText } from '../../../core/shownText.ts';

const maxAddress = 4000;

/** Markdown that shows texts as they are, one paragraph each. Nothing in it is a link, an icon or HTML. */
export function plainMarkdown(...paragraphs: readonly Paragraph[]): vscode.MarkdownString {
  const shown = paragraphs.map(paragraphText).filter((text) => text !== '');
  return new vscode.MarkdownString(shown.join('\n\n'));
}

function paragraphText(paragraph: Paragraph): string {
  if (typeof paragraph === 'string') return plainMarkdownText(paragraph);
  if ('strong' in paragraph) return `**${plainMarkdownText(paragraph.strong)}**`;
  const { picture, width, height } = paragraph;
  // Of a file only: nothing is asked of a server for a glance.
  if (picture.length > maxAddress || /^(https?|data|command):/i.test(picture)) return '';
  return `![](${targetText(picture)}|width=${width},height=${height})`;
}

/** An address that cannot end before its end. */
function targetText(uri: string): string {
  return uri.replace(/[^\w%/:.~?#&=+,;@-]/gu, (character) =>
    // Parentheses and quotation marks too, which `encodeURIComponent` leaves.
    character.isWellFormed()
      ? encodeURIComponent(character).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
      : '',
  );
}
