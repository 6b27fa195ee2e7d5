export interface FoundLink {
  readonly label: string;
  readonly href: string;
  readonly title?: string;
}

/**
 * The links that VS Code makes of a notification, a prompt or a message under an input box: brackets, then at once
 * parentheses with an address of certain schemes and maybe a title in quotation marks. Read step by step, as the grammar
 * says it, and wider in one thing: any scheme in `schemes` counts.
 */
export function linksIn(text: string, schemes = /^(https?:\/\/|command:|file:)/i): readonly FoundLink[] {
  const found: FoundLink[] = [];
  let at = 0;
  while (at < text.length) {
    const link = text.charAt(at) === '[' ? linkAt(text, at, schemes) : undefined;
    if (link !== undefined) found.push(link.link);
    at = link?.end ?? at + 1;
  }
  return found;
}

function linkAt(
  text: string,
  start: number,
  schemes: RegExp,
): { readonly link: FoundLink; readonly end: number } | undefined {
  const close = text.indexOf(']', start + 1);
  const label = text.slice(start + 1, close);
  if (close === -1 || label === '' || text.charAt(close + 1) !== '(') return undefined;
  const target = /^[^)\s]+/.exec(text.slice(close + 2))?.[0] ?? '';
  const scheme = schemes.exec(target)?.[0];
  if (scheme === undefined || scheme === target) return undefined;
  const rest = close + 2 + target.length;
  if (text.charAt(rest) === ')') return { link: { label, href: target }, end: rest + 1 };
  const title = /^ (["'])(.+?)\1\)/.exec(text.slice(rest));
  if (title === null) return undefined;
  return { link: { label, href: target, title: title[2] ?? '' }, end: rest + title[0].length };
}

/** The icons that VS Code draws in labels; one behind a backslash is text. */
export function iconsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf('$('); at !== -1; at = text.indexOf('$(', at + 1)) {
    const name = /^\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/.exec(text.slice(at))?.[1];
    if (name !== undefined && text.charAt(at - 1) !== '\\') found.push(name);
  }
  return found;
}
