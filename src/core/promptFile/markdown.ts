import { lineRange } from './lines.ts';
import type { TextRange } from './promptFile.ts';

export interface Heading {
  /** Its lines, without the last line's end. */
  readonly range: TextRange;
  /** The words, marks and comments included. */
  readonly words: TextRange;
  readonly bodyStart: number;
}

export interface Fence {
  /** With its marks, without the last line's end. */
  readonly range: TextRange;
  readonly content: TextRange;
  /** The first word behind the opening mark, in lower case. */
  readonly language: string;
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
}

const backtickFence = /^ {0,3}(`{3,})([^`]*)$/;
const tildeFence = /^ {0,3}(~{3,})([^]*)$/;
const fenceEnd = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const setextUnderline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const thematicBreak = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const listItem = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))([ \t]+|$)/;

/** Reads the lines from `firstLine` on as CommonMark does, as far as headings, fences and comments go. */
export function scanMarkdown(text: string, lineStarts: readonly number[], firstLine: number): Markdown {
  const scanner = new Scanner(text);
  for (let index = firstLine; index < lineStarts.length; index += 1) {
    const { start, end } = lineRange(text, lineStarts, index);
    scanner.read(start, end, lineStarts[index + 1] ?? text.length);
  }
  return scanner.end();
}

interface OpenFence extends Pick<Fence, 'language'> {
  readonly start: number;
  readonly contentStart: number;
  readonly mark: string;
}

class Scanner {
  private readonly headings: Heading[] = [];
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
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(start: number, end: number, nextStart: number): void {
    if (this.commentEnd > start) this.readComments(this.commentEnd, end);
    else if (this.fence === undefined) this.readLine(this.text.slice(start, end), start, end, nextStart);
    else if (closesFence(this.text.slice(start, end), this.fence)) this.closeFence(this.fence, start, end);
  }

  end(): Markdown {
    const { fence, headings, fences, comments, openComment, text } = this;
    if (fence !== undefined) {
      const range = { start: fence.start, end: text.length };
      const content = { start: fence.contentStart, end: text.length };
      fences.push({ range, content, language: fence.language, isClosed: false });
    }
    return { headings, fences, comments, ...(openComment === undefined ? {} : { openComment }) };
  }

  private readLine(line: string, start: number, end: number, nextStart: number): void {
    const indent = columnsOf(line);
    if (indent === undefined) {
      this.leaveParagraph();
      return;
    }
    if (this.itemIndent > 0 && indent >= this.itemIndent) {
      this.isLazy = true;
      this.readComments(start, end);
      return;
    }
    const fence = indent < 4 ? (backtickFence.exec(line) ?? tildeFence.exec(line)) : null;
    if (fence !== null) {
      const [, mark = '', info = ''] = fence;
      const [language = ''] = info.trim().toLowerCase().split(/\s/, 1);
      this.fence = { start, contentStart: nextStart, mark, language };
      this.leaveBlock();
      return;
    }
    this.readComments(start, end);
    const level = atxHeading.exec(line)?.[1]?.length;
    if (level !== undefined) {
      const range = { start, end };
      if (level === 2) this.headings.push({ range, words: range, bodyStart: nextStart });
      this.leaveBlock();
    } else if (this.paragraph !== undefined && setextUnderline.test(line)) {
      const { paragraph } = this;
      const range = { start: paragraph, end };
      const words = { start: paragraph, end: start };
      if (line.includes('-')) this.headings.push({ range, words, bodyStart: nextStart });
      this.leaveParagraph();
    } else if (thematicBreak.test(line)) this.leaveBlock();
    else this.readText(line, start, indent);
  }

  private readText(line: string, start: number, indent: number): void {
    const item = listItem.exec(line);
    if (item !== null && (this.paragraph === undefined || interruptsParagraph(item, line))) {
      this.leaveParagraph();
      this.isLazy = true;
      this.itemIndent = itemIndentOf(item);
    } else if (indent < 4 && line.trimStart().startsWith('>')) {
      this.leaveBlock();
      this.isLazy = true;
    } else if (!this.isLazy) {
      this.itemIndent = 0;
      if (indent < 4 && line.trimStart().startsWith('<!--')) this.leaveParagraph();
      else if (indent < 4) this.paragraph ??= start;
    }
  }

  private leaveParagraph(): void {
    this.paragraph = undefined;
    this.isLazy = false;
  }

  private leaveBlock(): void {
    this.leaveParagraph();
    this.itemIndent = 0;
  }

  private closeFence({ start, contentStart, language }: OpenFence, lineStart: number, end: number): void {
    const content = { start: contentStart, end: lineStart };
    this.fences.push({ range: { start, end }, content, language, isClosed: true });
    this.fence = undefined;
  }

  /** Comments that start between `from` and `end`; the last may end behind. */
  private readComments(from: number, end: number): void {
    for (let at = from; at < end && this.openComment === undefined; at = this.commentEnd) {
      const line = this.text.slice(at, end);
      const start = line.indexOf('<!--');
      if (start < 0) return;
      const close = this.text.indexOf('-->', at + start + 2);
      if (close < 0) this.openComment = at + start;
      else {
        this.commentEnd = close + 3;
        this.comments.push({ start: at + start, end: this.commentEnd });
      }
    }
  }
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

function itemIndentOf([, marker = '', space = '']: RegExpExecArray): number {
  const isCode = space.length > 4 || space.includes('\t');
  return marker.length + (space === '' || isCode ? 1 : space.length);
}
