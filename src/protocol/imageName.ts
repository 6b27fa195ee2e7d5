/**
 * How a prompt names an image of its request: `@image1` is the first of the list, `@image?` one that was removed. One
 * spelling for every model, so that a prompt can be read, compared and given to another model; it is a word of plain
 * text, which no form of Markdown takes for a link.
 */
const names = /(?<!\w)@image(\d{1,3}|\?)(?!\w)/gi;

/** The name of an image that is no longer there: it can never come to mean another one. */
export const lostImageName = '@image?';

/** `position` is counted from 1. */
export function imageName(position: number): string {
  return `@image${String(position)}`;
}

/** A name as it stands in a text. */
export interface NamedImage {
  /** As it is written. */
  readonly text: string;
  readonly start: number;
  /** Counted from 1; absent: {@link lostImageName}. */
  readonly position?: number;
}

export function findImageNames(text: string): readonly NamedImage[] {
  return [...text.matchAll(names)].map(({ 0: name, 1: number = '?', index }) => ({
    text: name,
    start: index,
    ...(number === '?' ? {} : { position: Number(number) }),
  }));
}

/** Writes each name anew; undefined leaves it as it stands. */
export function replaceImageNames(text: string, write: (position: number) => string | undefined): string {
  return text.replace(names, (name: string, number: string) =>
    number === '?' ? name : (write(Number(number)) ?? name),
  );
}
