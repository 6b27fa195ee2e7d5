import { isAlias, isScalar, type Scalar, visit } from 'yaml';
import { shownText } from '../shownText.ts';
import { fieldOf, isFieldName, isWordsKey } from './fields.ts';
import type { ReportProblem } from './problem.ts';
import type { TextRange } from './textRange.ts';
import { rangeOf, type YamlBlock } from './yamlBlock.ts';
import type { WrittenPair, WrittenValue } from './yamlValues.ts';

/** Tells of words beside a value that YAML takes for something else, so that no request would have them. */
export function reportLostWords(
  text: string,
  pair: WrittenPair,
  values: readonly WrittenValue[],
  report: ReportProblem,
): void {
  const { key } = pair;
  if (!isFieldName(key)) return;
  // In words `#` means itself as often as it begins a comment.
  const isWords = isWordsKey(key) || values.some(({ path }) => path.some((part) => isWordsKey(String(part))));
  const isPath =
    ['image', 'references', 'images'].includes(fieldOf(key).shape) || key === 'output' || key === 'extends';
  if (!isWords && !isPath) return;
  for (const value of values) {
    const { node, path } = value;
    if (!isScalar(node)) continue;
    if (isWords && !path.some((part) => isWordsKey(String(part)))) continue;
    const lost = isWords ? commentOf(text, pair, value, node) : hashBehind(text, value, node);
    if (lost === undefined) continue;
    const words = shownText(text.slice(lost.start, lost.end));
    const isHash = /^#\S/.test(text.slice(lost.start, lost.end));
    const shown = path.findLast((part) => typeof part === 'string') ?? key;
    report(isHash ? 'value.hash' : 'value.comment', lost, { key: shownText(shown), words }, path);
  }
}

/** Every comment at a text: on its line, on lines below that are indented, or between it and its key. */
function commentOf(
  text: string,
  { keyRange }: WrittenPair,
  value: WrittenValue,
  node: Scalar,
): TextRange | undefined {
  const { start, end, tail } = placesOf(value, node);
  const from = value.path.length === 1 ? keyRange.end : start;
  const gap = isBlock(node) ? firstLineEnd(text, start, end) : start;
  return (
    hashIn(text, from, gap) ??
    hashOnLine(text, end, tail) ??
    hashBelow(text, end, tail, columnOf(text, keyRange.start))
  );
}

function hashBehind(text: string, value: WrittenValue, node: Scalar): TextRange | undefined {
  const { end, tail } = placesOf(value, node);
  const found = hashOnLine(text, end, tail);
  return found !== undefined && /^#\S/.test(text.slice(found.start, found.end)) ? found : undefined;
}

interface Places {
  readonly start: number;
  readonly end: number;
  /** With the comments behind it. */
  readonly tail: number;
}

function placesOf({ content }: WrittenValue, node: Scalar): Places {
  const [start, end, tail] = node.range ?? [0, 0, 0];
  return { start: content.start + start, end: content.start + end, tail: content.start + tail };
}

function isBlock({ type }: Scalar): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
}

function firstLineEnd(text: string, start: number, end: number): number {
  const length = text.slice(start, end).search(/[\r\n]/);
  return length < 0 ? end : start + length;
}

/** The first comment between two places, to the end of its line. */
function hashIn(text: string, from: number, to: number): TextRange | undefined {
  const [, before = '', words] = /^([^]*?(?:^|\s|:))(#[^\r\n]*)/.exec(text.slice(from, to)) ?? [];
  return words === undefined ? undefined : rangeAt(from + before.length, words);
}

function hashOnLine(text: string, end: number, tail: number): TextRange | undefined {
  const [, before = '', words] = /^([ \t]*)(#[^\r\n]*)/.exec(text.slice(end, tail)) ?? [];
  return words === undefined ? undefined : rangeAt(end + before.length, words);
}

/** A line below that is indented farther than the key. */
function hashBelow(text: string, end: number, tail: number, column: number): TextRange | undefined {
  for (const found of text.slice(end, tail).matchAll(/[\r\n]([ \t]*)(#[^\r\n]*)/g)) {
    const [, indent = '', words = ''] = found;
    if (indent.length > column) return rangeAt(end + found.index + 1 + indent.length, words);
  }
  return undefined;
}

function rangeAt(start: number, words: string): TextRange {
  return { start, end: start + words.trimEnd().length };
}

function columnOf(text: string, at: number): number {
  return at - (Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1);
}

/** Words such as `&Juliet`, which name a value for aliases that are nowhere. */
export function reportAnchors(text: string, { document, content }: YamlBlock, report: ReportProblem): void {
  const used = new Set<string>();
  const named: { readonly anchor: string; readonly range: TextRange }[] = [];
  visit(document, {
    Alias: (_, { source }) => void used.add(source),
    Node: (_, node) => {
      const range = rangeOf(node, content);
      if (isAlias(node) || node.anchor === undefined || range === undefined) return;
      named.push({ anchor: node.anchor, range });
    },
  });
  for (const { anchor, range } of named) {
    const start = text.lastIndexOf(`&${anchor}`, range.start);
    if (used.has(anchor) || start < content.start) continue;
    report('yaml.anchor', { start, end: start + anchor.length + 1 }, { name: shownText(`&${anchor}`) });
  }
}
