import { shownText } from '../shownText.ts';
import { fieldNames } from './fields.ts';
import { type Fence, isOptions } from './markdown.ts';
import type { ReportProblem } from './problem.ts';
import type { TextRange } from './textRange.ts';

const keys = fieldNames.join('|');
/** In front of words: of lists and quotations. */
const marks = String.raw`[ \t]*(?:(?:[-+*>]|\d{1,9}[.)])[ \t]+|>)*`;
const heading = new RegExp(`^(${marks})(#{1,6})(?:[ \\t]|$)`);
const closeHeading = /^ {0,3}(#{2,6}(?=[^ \t#＃!])|[#＃]*＃[#＃]*[ \t\u3000]*)/;
const underline = /^ {0,3}=+[ \t]*$/;
const option = new RegExp(`^${marks}["']?(${keys})["']?[ \\t]*[:：][ \\t]*(\\S.*)$`);
const nestedBlock = new RegExp(`^${marks}(?:\`{3,}|~{3,})[ \\t]*ya?ml\\b`, 'i');
const definition = /^ {0,3}\[[^\]\r\n]{1,200}\]:[ \t]*\S/;
const picture =
  /!\[[^\]\r\n]{0,100}\](?:\([^)\r\n]{0,1000}\)|\[[^\]\r\n]{0,300}\])|<img\s[^>\r\n]{0,1000}>/gi;

/** Most lines have none of these, and nothing that could be meant otherwise. */
const telling = /[#＃:：[!<=`~]/;

/** Tells of words of a prompt that a reader of the file may take for something else. */
export function reportProse(
  text: string,
  pieces: readonly TextRange[],
  fences: readonly Fence[],
  report: ReportProblem,
): void {
  let next = 0;
  for (const piece of pieces) {
    for (let start = piece.start; start < piece.end;) {
      const end = endOfLine(text, start, piece.end);
      while ((fences[next]?.range.end ?? Infinity) < start) next += 1;
      const fence = fences[next];
      const isCode = fence !== undefined && fence.range.start <= start;
      // Blocks of options are told of as such.
      if (!isCode || !isOptions(fence)) reportLine(text.slice(start, end), start, isCode, report);
      start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    }
  }
}

function endOfLine(text: string, start: number, most: number): number {
  const length = text.slice(start, most).search(/[\r\n]/);
  return length < 0 ? most : start + length;
}

function reportLine(line: string, start: number, isCode: boolean, report: ReportProblem): void {
  if (!telling.test(line)) return;
  const whole = wordsAt(line, start);
  const [, key, value] = option.exec(line.slice(0, 1_000)) ?? [];
  if (key !== undefined && value !== undefined && isOption(key, value.trim())) {
    report('option.inText', whole, { key });
  }
  if (isCode) return;
  const [, before, hashes] = heading.exec(line) ?? [];
  if (before !== undefined && hashes !== undefined) {
    if (hashes.length === 2) report('heading.nested', whole, {});
    else report('heading.level', whole, {});
  }
  const [, wide] = closeHeading.exec(line) ?? [];
  if (wide !== undefined)
    report('heading.noSpace', { start: whole.start, end: whole.start + wide.length }, {});
  if (underline.test(line)) report('heading.level', whole, {});
  if (nestedBlock.test(line)) report('block.nested', whole, {});
  if (definition.test(line)) report('text.definition', whole, {});
  for (const { 0: written, index } of line.matchAll(picture)) {
    report(
      'text.image',
      { start: start + index, end: start + index + written.length },
      { image: shownText(written) },
    );
  }
}

/** A value that is more likely one of the key than a sentence. */
function isOption(key: string, value: string): boolean {
  switch (key) {
    case 'seconds':
    case 'seed':
    case 'variants':
      return /^["']?[\d.]+\s*s?["']?(?:\s*#.*)?$/.test(value);
    case 'audio':
      return /^(?:true|false|yes|no|on|off)(?:\s*#.*)?$/i.test(value);
    case 'aspectRatio':
    case 'negativePrompt':
    case 'prompt':
    case 'resolution':
      return true;
    case 'matrix':
    case 'remixOf':
      return /^[{]/.test(value);
    case 'first':
    case 'last':
    case 'references':
    case 'images':
      return /^[[{]|\.[a-z0-9]{2,4}["']?(?:\s*#.*)?$/i.test(value);
    default:
      return /^\S+(?:\s*#.*)?$/.test(value);
  }
}

function wordsAt(line: string, start: number): TextRange {
  const from = start + line.length - line.trimStart().length;
  return { start: from, end: from + line.trim().length };
}

const lineEnds = /[\u2028\u2029\u0085\v\f]/g;
const controls = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+/g;

/** Tells of characters that an editor shows otherwise than they are read, or not at all. */
export function reportCharacters(text: string, report: ReportProblem): void {
  for (const { 0: written, index } of text.matchAll(lineEnds)) {
    report('text.lineEnd', { start: index, end: index + written.length }, { character: codeOf(written) });
  }
  for (const { 0: written, index } of text.matchAll(controls)) {
    report('text.control', { start: index, end: index + written.length }, { character: codeOf(written) });
  }
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
