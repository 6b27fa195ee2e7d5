import { isScalar, type Scalar, visit } from 'yaml';
import { shownText } from '../shownText.ts';
import type { ReportProblem } from './problem.ts';
import type { TextRange } from './textRange.ts';
import type { YamlBlock } from './yamlBlock.ts';
import type { WrittenPair } from './yamlValues.ts';

/**
 * Tells of words behind a `#` beside options, such as `first: { #2.png`, where nothing else does. A comment has a space
 * behind the mark or a line of its own; and `model: veo3.1 #cheap` is one as well, because no name of a model has the mark.
 */
export function reportRemarks(
  text: string,
  { document, content }: YamlBlock,
  pairs: readonly WrittenPair[],
  told: readonly TextRange[],
  report: ReportProblem,
): void {
  if (!/\s#\S/.test(text.slice(content.start, content.end))) return;
  const scalars: TextRange[] = [];
  visit(document, {
    Scalar: (_, node) => {
      const range = writtenRange(text, node, content);
      if (range !== undefined) scalars.push(range);
    },
  });
  const allowed = pairs.flatMap((pair) => placeOfComment(text, pair));
  for (const lost of hashesBetween(text, content, scalars)) {
    if (told.some(({ start, end }) => start < lost.end && lost.start < end)) continue;
    if (allowed.some((end) => end <= lost.start && text.slice(end, lost.start).trim() === '')) continue;
    report('yaml.remark', lost, { words: shownText(text.slice(lost.start, lost.end)) });
  }
}

/** A scalar as it is written; of a text in lines, what is below its mark. */
function writtenRange(text: string, { range, type }: Scalar, content: TextRange): TextRange | undefined {
  if (range === undefined || range === null) return undefined;
  const [from, to] = [content.start + range[0], content.start + range[1]];
  if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') return { start: from, end: to };
  const lineEnd = text.slice(from, to).search(/[\r\n]/);
  return lineEnd < 0 ? undefined : { start: from + lineEnd, end: to };
}

/** What a comment may follow without a space: a value by itself, and the colon where the value is told to be missing. */
function placeOfComment(text: string, { keyRange, valueRange, value }: WrittenPair): readonly number[] {
  if (valueRange === undefined) return [text.indexOf(':', keyRange.end) + 1];
  return isScalar(value.node) ? [valueRange.end] : [];
}

/** Every `#` between the scalars that begins a comment, has no space behind it, and something before it on its line. */
function hashesBetween(
  text: string,
  content: TextRange,
  scalars: readonly TextRange[],
): readonly TextRange[] {
  const hashes: TextRange[] = [];
  let at = content.start;
  for (const { start, end } of [...scalars, { start: content.end, end: content.end }]) {
    if (start > at) {
      for (const { 0: words, index } of text.slice(at, start).matchAll(/(?<=\s)#[^\r\n]*/g)) {
        const lost = { start: at + index, end: at + index + words.trimEnd().length };
        if (/^#\S/.test(words) && !isAlone(text, lost.start)) hashes.push(lost);
      }
    }
    at = Math.max(at, end);
  }
  return hashes;
}

function isAlone(text: string, at: number): boolean {
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  return text.slice(lineStart, at).trim() === '';
}
