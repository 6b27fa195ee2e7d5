import { html, nothing, type TemplateResult } from 'lit';
import { promptPieces } from './naming.ts';

/**
 * What lies behind the prompt's letters: its text once more, unseen, with a chip under each name. `nameStart` is where a
 * name is being typed, so that the list can open there.
 */
export function promptMarks(text: string, imageCount: number, nameStart: number | undefined): TemplateResult {
  const pieces = promptPieces(text, imageCount).map((piece) => {
    if (piece.name !== undefined)
      return html`<span class="nameMark" data-name=${piece.name}>${piece.text}</span>`;
    const at = nameStart === undefined ? -1 : nameStart - piece.start;
    if (at < 0 || at >= piece.text.length) return piece.text;
    return html`${piece.text.slice(0, at)}<span class="nameStart">@</span>${piece.text.slice(at + 1)}`;
  });
  // A line end at the very end takes no room of its own.
  return html`<div class="promptMarks prompt" aria-hidden="true">
    ${pieces}${text.endsWith('\n') ? '\u200b' : nothing}
  </div>`;
}
