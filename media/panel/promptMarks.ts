import { html, type TemplateResult } from 'lit';
import { promptPieces } from './naming.ts';

/** A line end at the very end takes no room of its own. */
const end = '\u200b';

/**
 * What lies behind the prompt's letters: its text once more, unseen, with a chip under each name. `nameStart` is where a
 * name is being typed, so that the list can open there. Every space in it counts.
 */
export function promptMarks(text: string, imageCount: number, nameStart: number | undefined): TemplateResult {
  const letters = promptPieces(text, imageCount).map((piece) => {
    const { text: words, name, start } = piece;
    if (name !== undefined) return html`<span class="nameMark" data-name=${name}>${words}</span>`;
    const at = (nameStart ?? -1) - start;
    if (at < 0 || at >= words.length) return words;
    return [words.slice(0, at), html`<span class="nameStart">@</span>`, words.slice(at + 1)];
  });
  return html`<div class="promptMarks prompt" aria-hidden="true">${letters}${end}</div>`;
}
