import type { DraftImageView } from '../../src/protocol/panel.ts';
import { findImageNames, imageName } from '../../src/protocol/imageName.ts';

/** The beginning of a name that is being typed. */
export interface BegunName {
  /** Where its `@` stands. */
  readonly start: number;
  readonly letters: string;
}

/** An image that can be named. */
export interface Nameable {
  readonly image: DraftImageView;
  /** As the prompt names it: `@image1`. */
  readonly name: string;
}

/** The name that ends at the caret; undefined where none is being typed. */
export function begunName(text: string, caret: number): BegunName | undefined {
  const [, letters] = /(?<!\w)@([\w.-]{0,40})$/.exec(text.slice(0, caret)) ?? [];
  return letters === undefined ? undefined : { start: caret - letters.length - 1, letters };
}

/** The images whose name or file name fits what was typed; none once a name stands there as a whole. */
export function nameable(images: readonly DraftImageView[], { letters }: BegunName): readonly Nameable[] {
  const all = images.map((image, index) => ({ image, name: imageName(index + 1) }));
  const typed = letters.toLowerCase();
  if (all.some(({ name }) => name === `@${typed}`)) return [];
  return all.filter(
    ({ image, name }) => name.startsWith(`@${typed}`) || image.name.toLowerCase().includes(typed),
  );
}

/** A stretch of the prompt: a name, or what stands between names. */
export interface PromptPiece {
  readonly text: string;
  readonly start: number;
  /** Absent: no name. */
  readonly name?: 'known' | 'lost';
}

/** The prompt in pieces; a name is lost where no image is at its number. */
export function promptPieces(text: string, imageCount: number): readonly PromptPiece[] {
  const pieces: PromptPiece[] = [];
  let end = 0;
  for (const { text: name, start, position = 0 } of findImageNames(text)) {
    if (start > end) pieces.push({ text: text.slice(end, start), start: end });
    pieces.push({ text: name, start, name: position >= 1 && position <= imageCount ? 'known' : 'lost' });
    end = start + name.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), start: end });
  return pieces;
}

/** A name with the spaces it needs where it is put in. */
export function spaced(name: string, text: string, start: number, end: number): string {
  const before = /[\w@]$/.test(text.slice(0, start)) ? ' ' : '';
  const after = /^[\s.,;:!?)\]]/.test(text.slice(end)) ? '' : ' ';
  return `${before}${name}${after}`;
}
