/** Characters that a title, a row or a button may have. */
export const maxLabel = 200;
/** Characters that a whole message or a line of a detail may have. */
export const maxSentence = 1000;

/** A foreign text inside a sentence: short, and without characters that would turn the sentence around. */
export function shownText(text: string): string {
  const plain = withoutHidden(text.slice(0, 200));
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

/**
 * A text for a place of VS Code that reads `[words](target)` as a link or `$(name)` as an icon: on one line, of at most
 * so many characters, with nothing that draws, hides or turns around. A space takes the meaning away and leaves the words
 * readable. What is too long loses its middle, since a sentence says its own words around a foreign one.
 */
export function plainLine(text: string, most = maxSentence): string {
  const bounded = text.length > 4 * most ? `${text.slice(0, 2 * most)}…${text.slice(-2 * most)}` : text;
  const line = withoutHidden(bounded.replace(/[\s\u0085]/gu, ' '))
    .replace(/ +/g, ' ')
    .trim()
    // Also behind what `withoutHidden` took out between the two.
    .replaceAll('](', '] (')
    .replaceAll('$(', '$ (');
  if (line.length <= most) return line;
  const tail = Math.floor(most / 3);
  return `${line.slice(0, most - tail - 1)}…${line.slice(-tail)}`.replace(/[\p{Cs}]/gu, '');
}

/** Several lines, each plain by itself: a foreign text cannot pass for a line of ours. Empty ones stay. */
export function plainLines(lines: readonly string[]): string {
  return lines.map((line) => plainLine(line)).join('\n');
}

/** Markdown that shows a text as it is, on one line. */
export function plainMarkdownText(text: string): string {
  return plainLine(text).replace(/[\\`*_{}[\]()#+\-.!~|<>&$:@=^"']/g, '\\$&');
}

/** Whether it is shown as it is: on one line, with nothing that draws, hides or turns around. */
export function isPlain(text: string): boolean {
  return withoutHidden(text) === text;
}

/** Without controls, overrides of the direction, invisible letters and halves of characters. */
function withoutHidden(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]/gu,
    '',
  );
}

/** A text as it is; in bold; or a picture of a file, in pixels. */
export type Paragraph =
  | string
  | { readonly strong: string }
  | { readonly picture: string; readonly width: number; readonly height: number };
