import { htmlEndOf } from './htmlBlock.ts';
import { lineRange } from './lines.ts';
import type { TextRange } from './textRange.ts';

export interface Heading {
  /** Its lines, without the last line's end. */
  readonly range: TextRange;
  /** The words, marks and comments included. */
  readonly words: TextRange;
  readonly bodyStart: number;
  /** By a line of hyphens below its words. */
  readonly isUnderlined: boolean;
}

export interface Fence {
  /** With its marks, without the last line's end. */
  readonly range: TextRange;
  readonly content: TextRange;
  /** The first word behind the opening mark, in lower case. */
  readonly language: string;
  /** The words behind the language. */
  readonly info: TextRange;
  readonly isClosed: boolean;
}

/** What decides about the structure of a prompt file; all else is text. */
export interface Markdown {
  /** Of level 2. */
  readonly headings: readonly Heading[];
  readonly fences: readonly Fence[];
  readonly comments: readonly TextRange[];
  /** Where a comment starts that has no end: it is text. */
  readonly openComment?: number;
  /** What looks like a comment inside of code, or behind a backslash: it is text. */
  readonly shownComments: readonly TextRange[];
  /** Comments behind words that go on where Markdown begins something else. */
  readonly looseComments: readonly TextRange[];
  /** Headings past the most that are read; nothing behind the first of them is. */
  readonly surplus?: Heading;
}

export const maxShots = 1_000;

/** A block of YAML. */
export function isOptions({ language }: Fence): boolean {
  return language === 'yaml' || language === 'yml';
}

const backtickFence = /^ {0,3}(`{3,})([^`]*)$/;
const tildeFence = /^ {0,3}(~{3,})([^]*)$/;
const fenceEnd = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const setextUnderline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const thematicBreak = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const blank = /^[ \t]*$/;
/** A line that says only where a link of another place leads. */
const definition =
  /^[ \t]*\[(?=[ \t]*[^\s\]])(?:[^[\]\\]|\\.){1,999}\]:[ \t]*(?:<[^<>]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
/** Of items and quotations inside of others. */
const innerMarks = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+[ \t]*/;
const emptyItem = /^(?:[-+*]|\d{1,9}[.)])[ \t]*$/;
const listItem = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))([ \t]+|$)/;

/** Reads the lines from `firstLine` on as CommonMark does, as far as headings, fences and comments go. */
export function scanMarkdown(text: string, lineStarts: readonly number[], firstLine: number): Markdown {
  const scanner = new Scanner(text);
  for (let index = firstLine; index < lineStarts.length && !scanner.isFull; index += 1) {
    const { start, end } = lineRange(text, lineStarts, index);
    scanner.read(start, end, lineStarts[index + 1] ?? text.length);
  }
  return scanner.end();
}

interface OpenFence extends Pick<Fence, 'language' | 'info'> {
  readonly start: number;
  readonly contentStart: number;
  readonly mark: string;
}

class Scanner {
  private readonly headings: Heading[] = [];
  private readonly shownComments: TextRange[] = [];
  private readonly looseComments: TextRange[] = [];
  private surplus: Heading | undefined;
  /** What ends the block of HTML that the line is in. */
  private htmlEnd: RegExp | undefined;
  private readonly fences: Fence[] = [];
  private readonly comments: TextRange[] = [];
  private openComment: number | undefined;
  private fence: OpenFence | undefined;
  /** The end of the last comment, which may lie lines ahead. */
  private commentEnd = 0;
  /** Where the paragraph starts that the line before belongs to. */
  private paragraph: number | undefined;
  /** The line before belongs to a list or quotation, whose paragraph goes on in plain lines. */
  private isLazy = false;
  /** The columns that the lines of the present list item are indented by. */
  private itemIndent = 0;
  /** The list item has no words yet. */
  private isEmptyItem = false;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** More headings than are read. */
  get isFull(): boolean {
    return this.surplus !== undefined;
  }

  read(start: number, end: number, nextStart: number): void {
    if (this.commentEnd > start) this.readComments(this.commentEnd, end);
    else if (this.htmlEnd !== undefined) this.readHtml(this.htmlEnd, start, end);
    else if (this.fence === undefined) this.readLine(this.text.slice(start, end), start, end, nextStart);
    else if (closesFence(this.text.slice(start, end), this.fence)) this.closeFence(this.fence, start, end);
  }

  end(): Markdown {
    const { fence, headings, fences, comments, openComment, shownComments, looseComments } = this;
    const { surplus, text } = this;
    if (fence !== undefined) {
      const range = { start: fence.start, end: text.length };
      const content = { start: fence.contentStart, end: text.length };
      fences.push({ range, content, language: fence.language, info: fence.info, isClosed: false });
    }
    return {
      headings,
      fences,
      comments,
      shownComments,
      looseComments,
      ...(openComment === undefined ? {} : { openComment }),
      ...(surplus === undefined ? {} : { surplus }),
    };
  }

  private addHeading(heading: Heading): void {
    if (this.headings.length < maxShots) this.headings.push(heading);
    else this.surplus ??= heading;
  }

  /** In HTML nothing is a heading or a fence; a comment is one there too. */
  private readHtml(htmlEnd: RegExp, start: number, end: number): void {
    this.readComments(start, end);
    if (htmlEnd.test(this.text.slice(start, end))) this.htmlEnd = undefined;
  }

  private readLine(line: string, start: number, end: number, nextStart: number): void {
    const indent = columnsOf(line);
    if (indent === undefined) {
      this.leaveParagraph();
      // An item begins with no more than one empty line.
      if (this.isEmptyItem) this.leaveBlock();
      return;
    }
    this.isEmptyItem = false;
    if (this.itemIndent > 0 && indent >= this.itemIndent) {
      this.isLazy = this.isWords(unindented(line));
      this.readComments(start, end);
      return;
    }
    const fence = indent < 4 ? (backtickFence.exec(line) ?? tildeFence.exec(line)) : null;
    if (fence !== null) {
      const [, mark = '', info = ''] = fence;
      const [language = ''] = info.trim().toLowerCase().split(/\s/, 1);
      const words = info.trim().slice(language.length).trim();
      const infoEnd = end - (line.length - line.trimEnd().length);
      const range = { start: infoEnd - words.length, end: infoEnd };
      this.fence = { start, contentStart: nextStart, mark, language, info: range };
      this.leaveBlock();
      return;
    }
    // Indented text is code where no paragraph, list or quotation goes on.
    const isCode = indent >= 4 && this.paragraph === undefined && !this.isLazy && this.itemIndent === 0;
    if (isCode) {
      this.readCode(start, end);
      return;
    }
    const htmlEnd =
      indent < 4 ? htmlEndOf(unindented(line), this.paragraph === undefined && !this.isLazy) : undefined;
    if (htmlEnd !== undefined) {
      this.leaveBlock();
      this.htmlEnd = htmlEnd;
      this.readHtml(htmlEnd, start, end);
      return;
    }
    this.readComments(start, end, indent < 4);
    if (setextUnderline.test(line)) this.leaveDefinitions(start);
    const level = atxHeading.exec(line)?.[1]?.length;
    if (level !== undefined) {
      const range = { start, end };
      if (level === 2) this.addHeading({ range, words: range, bodyStart: nextStart, isUnderlined: false });
      this.leaveBlock();
    } else if (this.paragraph !== undefined && setextUnderline.test(line)) {
      const { paragraph } = this;
      const range = { start: paragraph, end };
      const words = { start: paragraph, end: start };
      if (line.includes('-')) this.addHeading({ range, words, bodyStart: nextStart, isUnderlined: true });
      this.leaveParagraph();
    } else if (thematicBreak.test(line)) this.leaveBlock();
    else this.readText(line, start, indent);
  }

  private readText(line: string, start: number, indent: number): void {
    if (indent < 4 && line.startsWith('<!--', line.length - unindented(line).length)) {
      this.leaveBlock();
      return;
    }
    const item = listItem.exec(line);
    if (item !== null && (this.paragraph === undefined || interruptsParagraph(item, line))) {
      this.leaveParagraph();
      const content = line.slice(item[0].length);
      this.isLazy = beginsParagraph(content);
      this.isEmptyItem = blank.test(content);
      this.itemIndent = itemIndentOf(item, this.isEmptyItem);
    } else if (indent < 4 && unindented(line).startsWith('>')) {
      this.leaveBlock();
      this.isLazy = beginsParagraph(unindented(line));
    } else if (!this.isLazy) {
      this.itemIndent = 0;
      if (indent < 4) this.paragraph ??= start;
    }
  }

  /** A paragraph begins behind the definitions in front of it, of which Markdown shows nothing. */
  private leaveDefinitions(end: number): void {
    while (this.paragraph !== undefined) {
      const [, line = '', lineEnd = ''] =
        /^([^\r\n]*)(\r\n?|\n)/.exec(this.text.slice(this.paragraph, end)) ?? [];
      if (!definition.test(line)) return;
      const next = this.paragraph + line.length + lineEnd.length;
      if (next < end) this.paragraph = next;
      else this.leaveParagraph();
    }
  }

  /** Whether a line inside of a list item is words that may go on without its indentation. */
  private isWords(content: string): boolean {
    if (this.isLazy ? setextUnderline.test(content) : emptyItem.test(content)) return false;
    return beginsParagraph(content);
  }

  private leaveParagraph(): void {
    this.paragraph = undefined;
    this.isLazy = false;
  }

  private leaveBlock(): void {
    this.leaveParagraph();
    this.itemIndent = 0;
    this.isEmptyItem = false;
  }

  private closeFence(
    { start, contentStart, language, info }: OpenFence,
    lineStart: number,
    end: number,
  ): void {
    const content = { start: contentStart, end: lineStart };
    this.fences.push({ range: { start, end }, content, language, info, isClosed: true });
    this.fence = undefined;
  }

  private noteLoose(comment: TextRange, lineEnd: number): void {
    if (
      /[\r\n][ \t]*(?:[\r\n]|#{1,6}[ \t]|[>`~]|[-+*=_]|\d+[.)])/.test(
        this.text.slice(lineEnd, comment.end - 3),
      )
    ) {
      this.looseComments.push(comment);
    }
  }

  private readCode(start: number, end: number): void {
    for (const { index } of this.text.slice(start, end).matchAll(/<!--/g)) {
      const close = this.text.slice(start, end).indexOf('-->', index);
      this.shownComments.push({ start: start + index, end: close < 0 ? end : start + close + 3 });
    }
  }

  /** Comments that start between `from` and `end`; the last may end behind. */
  private readComments(from: number, end: number, isBlock = false): void {
    const isAlone = isBlock && unindented(this.text.slice(from, end)).startsWith('<!--');
    for (let at = from; at < end && this.openComment === undefined;) {
      const line = this.text.slice(at, end);
      const start = line.indexOf('<!--');
      if (start < 0) return;
      const codeEnd = shownUntil(line, start);
      if (codeEnd !== undefined) {
        const close = line.slice(start, start + maxCodeLength).indexOf('-->');
        this.shownComments.push({ start: at + start, end: at + (close < 0 ? codeEnd : start + close + 3) });
        at += codeEnd;
        continue;
      }
      const close = this.text.indexOf('-->', at + start + 2);
      if (close < 0) this.openComment = at + start;
      else {
        this.commentEnd = close + 3;
        const comment = { start: at + start, end: this.commentEnd };
        this.comments.push(comment);
        if (comment.end > end && !isAlone) this.noteLoose(comment, end);
        at = this.commentEnd;
      }
    }
  }
}

/** Code on a line is looked for so far. */
const maxCodeLength = 1_000;

/** Where what looks like a comment ends that a backslash or marks of code show as it is; undefined for a comment. */
function shownUntil(line: string, start: number): number | undefined {
  if (isEscaped(line, start)) return start + '<!--'.length;
  const before = line.slice(0, start);
  for (let at = Math.max(0, start - maxCodeLength); ;) {
    const open = before.indexOf('`', at);
    if (open < 0) return undefined;
    const length = runLength(line, open);
    const end = isEscaped(line, open) ? undefined : endOfCode(line, open + length, length);
    if (end !== undefined && end > start) return end;
    at = end ?? open + length;
  }
}

function endOfCode(line: string, from: number, length: number): number | undefined {
  const near = line.slice(0, from + maxCodeLength);
  for (let at = from; ;) {
    const close = near.indexOf('`', at);
    if (close < 0) return undefined;
    const found = runLength(line, close);
    at = close + found;
    if (found === length) return at;
  }
  return undefined;
}

function runLength(line: string, start: number): number {
  let end = start;
  while (line.charAt(end) === '`') end += 1;
  return end - start;
}

function isEscaped(line: string, at: number): boolean {
  let start = at;
  while (line.charAt(start - 1) === '\\') start -= 1;
  return (at - start) % 2 === 1;
}

/** Whether a line inside of a list item or quotation is words that may go on without its marks. */
function beginsParagraph(content: string): boolean {
  const others = [blank, atxHeading, backtickFence, tildeFence, thematicBreak];
  const words = thematicBreak.test(content) ? content : content.replace(innerMarks, '');
  return !others.some((one) => one.test(words));
}

/** Without the spaces and tabs of Markdown at its start; others are characters like any. */
function unindented(line: string): string {
  return line.replace(/^[ \t]+/, '');
}

function closesFence(line: string, { mark }: OpenFence): boolean {
  return fenceEnd.exec(line)?.[1]?.startsWith(mark) === true;
}

/** The columns a line is indented by; undefined where it is blank. */
function columnsOf(line: string): number | undefined {
  let columns = 0;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === ' ') columns += 1;
    else if (character === '\t') columns += 4 - (columns % 4);
    else return columns;
  }
  return undefined;
}

/** Only a list that starts from 1 and says something begins without an empty line before it. */
function interruptsParagraph([mark]: RegExpExecArray, line: string): boolean {
  return mark.length < line.length && /^ {0,3}(?:[-+*]|1[.)])/.test(mark);
}

/** Where the words of an item begin: of one that starts with an empty line or with code, one column behind its mark. */
function itemIndentOf([, marker = '', space = '']: RegExpExecArray, isEmpty: boolean): number {
  let columns = marker.length;
  for (const character of space) columns += character === '\t' ? 4 - (columns % 4) : 1;
  return isEmpty || columns - marker.length > 4 ? marker.length + 1 : columns;
}
