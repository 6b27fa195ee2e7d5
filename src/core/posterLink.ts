const maxAltCharacters = 120;

/**
 * Markdown that shows a clip by its poster frame and leads to it. The paths are relative to the Markdown file, joined by
 * `/`, as they are called on disk.
 */
export function posterLink({
  alt,
  poster,
  clip,
}: {
  readonly alt: string;
  readonly poster: string;
  readonly clip: string;
}): string {
  return `[![${altText(alt)}](${linkPath(poster)})](${linkPath(clip)})`;
}

/** One line without anything that Markdown would read as more than text. */
function altText(text: string): string {
  const line = text
    .slice(0, 1000)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  const short =
    characters.length > maxAltCharacters ? `${characters.slice(0, maxAltCharacters - 1).join('')}…` : line;
  return short.replace(/[\\`*_{}[\]<>!|~$&]/g, '\\$&');
}

/** Percent signs for whatever would end the link or be read as something else. */
function linkPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()).replace(/[()'*!]/g, (one) => percent(one)))
    .join('/');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
