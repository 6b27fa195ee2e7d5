// What CommonMark says of a text, by parsers that are not ours.
import MarkdownIt from 'markdown-it';
import { parse, postprocess, preprocess } from 'micromark';

export interface Structure {
  /** The last line, counted from 0, of every heading of level 2 outside of lists and quotations. */
  readonly headings: readonly number[];
  /** The first and the last line of code between fences, the lines of the fences included: `3-5`. */
  readonly fences: readonly string[];
}

const containers = new Set(['blockQuote', 'listOrdered', 'listUnordered']);

export function micromarkStructure(text: string): Structure {
  const events = postprocess(
    parse()
      .document()
      .write(preprocess()(text, undefined, true)),
  );
  const headings: number[] = [];
  const fences: string[] = [];
  let depth = 0;
  let level = 0;
  for (const [kind, token, context] of events) {
    const { type, start, end } = token;
    if (containers.has(type)) depth += kind === 'enter' ? 1 : -1;
    if (kind === 'enter') {
      if (type === 'atxHeading' || type === 'setextHeading') level = 0;
      continue;
    }
    if (depth > 0) continue;
    // A second sequence of an ATX heading closes it.
    if (type === 'atxHeadingSequence' && level === 0) level = end.offset - start.offset;
    if (type === 'setextHeadingLineSequence') level = context.sliceSerialize(token).startsWith('-') ? 2 : 1;
    if ((type === 'atxHeading' || type === 'setextHeading') && level === 2) headings.push(end.line - 1);
    if (type === 'codeFenced') fences.push(`${start.line - 1}-${end.line - 1}`);
  }
  return { headings, fences };
}

const markdownIt = new MarkdownIt('commonmark');

export function markdownItStructure(text: string): Structure {
  const lastLine = text.split(/\r\n?|\n/).length - 1;
  const headings: number[] = [];
  const fences: string[] = [];
  for (const { type, tag, level, map } of markdownIt.parse(text, {})) {
    if (level > 0 || map === null) continue;
    const [start, end] = map;
    if (type === 'heading_open' && tag === 'h2') headings.push(end - 1);
    // The empty line behind a last line end belongs to a fence without an end.
    if (type === 'fence')
      fences.push(`${start}-${end === lastLine && /[\r\n]$/.test(text) ? lastLine : end - 1}`);
  }
  return { headings, fences };
}
