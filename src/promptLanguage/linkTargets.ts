import { lineIndexAt } from '../core/promptFile/lines.ts';
import { linksOf, type PromptLink } from '../core/promptFile/links.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';
import { isPublicLink } from '../core/uriPath.ts';
import type { OpenPromptFile } from './openPromptFile.ts';

/** A path in the text, without its quotation marks, and what it leads to. */
export interface LinkTarget {
  readonly range: TextRange;
  readonly uri: string;
}

/** Every path that may be followed leads to its file, the name of a shot to its heading. */
export async function linkTargets(
  open: Pick<OpenPromptFile, 'file' | 'uri' | 'refusal'>,
): Promise<readonly LinkTarget[]> {
  const { file, uri } = open;
  const links = await followableLinks(open, linksOf(file, uri));
  return links.map((link): LinkTarget => {
    const { start, end } = link.range;
    const isQuoted = /^["']/.test(file.text.charAt(start));
    const range = isQuoted ? { start: start + 1, end: end - 1 } : link.range;
    if (link.kind !== 'shot') return { range, uri: link.uri };
    const line = lineIndexAt(file.lineStarts, link.shot.range.start) + 1;
    return { range, uri: `${uri}#L${line}` };
  });
}

/** Nothing is opened, and no picture shown, of what a prompt file may not look at. */
export async function followableLinks(
  { refusal }: Pick<OpenPromptFile, 'refusal'>,
  links: readonly PromptLink[],
): Promise<readonly PromptLink[]> {
  const mayFollow = await Promise.all(
    links.map(async (link) => {
      if (link.kind === 'shot' || isPublicLink(link.uri)) return true;
      const kind = link.kind === 'extends' ? 'base' : link.kind;
      return (await refusal(link.uri, kind)) === undefined;
    }),
  );
  return links.filter((_, at) => mayFollow[at] === true);
}
