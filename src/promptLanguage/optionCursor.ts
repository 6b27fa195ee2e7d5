import type { TextRange } from '../core/promptFile/textRange.ts';

/** What is being written inside a block of options. */
export interface OptionCursor {
  /** The keys that lead there, without the one that is being written: `['matrix', 'model']`. */
  readonly path: readonly string[];
  /** `item`: in a list of lines, where a value or the first key of a mapping may follow. */
  readonly slot: 'key' | 'value' | 'item';
  /** From the start of the word to the cursor, an opening quotation mark included. */
  readonly typed: TextRange;
  /** The end of the word, behind the cursor. */
  readonly end: number;
}

interface OpenKey {
  readonly indent: number;
  readonly key: string;
}

interface Bracket {
  readonly kind: '{' | '[';
  /** Of the pair that is being written. */
  key?: string | undefined;
}

/** The state of reading YAML line by line up to the cursor; good enough for text that is not finished. */
interface Reading {
  readonly keys: OpenKey[];
  readonly brackets: Bracket[];
  /** The indent of a key whose text of several lines is being read. */
  literal: number | undefined;
}

const keyPattern = /^("[^"]*"|'[^']*'|[A-Za-z_][\w-]*)[ \t]*:(?=\s|$)/;

/** Undefined in a comment, a text of several lines, or outside of the block. */
export function optionCursor(text: string, content: TextRange, offset: number): OptionCursor | undefined {
  if (offset < content.start || offset > content.end) return undefined;
  const lines = text.slice(content.start, offset).split('\n');
  const reading: Reading = { keys: [], brackets: [], literal: undefined };
  let start = content.start;
  for (const line of lines.slice(0, -1)) {
    readLine(reading, line, start, false);
    start += line.length + 1;
  }
  const found = readLine(reading, lines.at(-1) ?? '', start, true);
  if (found === undefined) return undefined;
  const { path, slot, from } = found;
  return { path, slot, typed: { start: from, end: offset }, end: endOfWord(text, from, offset, reading) };
}

interface Found {
  readonly path: readonly string[];
  readonly slot: OptionCursor['slot'];
  readonly from: number;
}

function readLine(reading: Reading, line: string, start: number, isLast: boolean): Found | undefined {
  const { keys, brackets } = reading;
  if (brackets.length > 0) return readValue(reading, line, start, isLast);
  let column = line.search(/[^ ]|$/);
  const isBlank = line.trim() === '';
  if (reading.literal !== undefined) {
    if (isBlank ? !isLast || column > reading.literal : column > reading.literal) return undefined;
    reading.literal = undefined;
  }
  if (line.startsWith('#', column) || (isBlank && !isLast)) return undefined;
  let isItem = false;
  for (let dash = /^-( +|$)/.exec(line.slice(column)); dash !== null;) {
    close(keys, column + 1);
    isItem = true;
    column += dash[0].length;
    dash = /^-( +|$)/.exec(line.slice(column));
  }
  if (!isItem) close(keys, column);
  const pair = keyPattern.exec(line.slice(column));
  if (pair === null) {
    const first = line.charAt(column);
    const path = keys.map(({ key }) => key);
    if (first === '{' || first === '[') return readValue(reading, line.slice(column), start + column, isLast);
    return isLast ? { path, slot: isItem ? 'item' : 'key', from: start + column } : undefined;
  }
  const [written, key = ''] = pair;
  keys.push({ indent: column, key: key.replace(/^["']|["']$/g, '') });
  const value = line.slice(column + written.length);
  if (/^\s*[|>][-+0-9]*\s*$/.test(value)) {
    reading.literal = column;
    return undefined;
  }
  return readValue(reading, value, start + column + written.length, isLast);
}

/** Leaves the mappings that a line of this indent does not belong to. */
function close(keys: OpenKey[], indent: number): void {
  while (keys.length > 0 && (keys.at(-1)?.indent ?? 0) >= indent) keys.pop();
}

/** A value on one line, brackets included. */
function readValue(
  { keys, brackets }: Reading,
  value: string,
  start: number,
  isLast: boolean,
): Found | undefined {
  let quote = '';
  let from = 0;
  const next = (index: number) => {
    from = index + 1;
  };
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index);
    const top = brackets.at(-1);
    const isStart = value.slice(from, index).trim() === '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && isStart) quote = character;
    else if (character === '#' && (index === 0 || /\s/.test(value.charAt(index - 1)))) return undefined;
    else if ((character === '{' || character === '[') && isStart) {
      brackets.push({ kind: character });
      next(index);
    } else if (top !== undefined && (character === '}' || character === ']')) {
      brackets.pop();
      next(index);
    } else if (top !== undefined && character === ',') {
      if (top.kind === '{') top.key = undefined;
      next(index);
    } else if (top?.kind === '{' && character === ':' && /^(\s|$)/.test(value.slice(index + 1))) {
      top.key = value
        .slice(from, index)
        .trim()
        .replace(/^["']|["']$/g, '');
      next(index);
    }
  }
  if (!isLast) return undefined;
  const path = [...keys.map(({ key }) => key), ...brackets.flatMap(({ key }) => key ?? [])];
  const top = brackets.at(-1);
  const gap = value.slice(from).search(/\S|$/);
  const slot = top?.kind === '{' && top.key === undefined ? 'key' : 'value';
  return { path, slot, from: start + from + gap };
}

function endOfWord(text: string, from: number, offset: number, { brackets }: Reading): number {
  const quote = text.charAt(from);
  const rest = text.slice(offset, offset + 1000);
  if (quote === '"' || quote === "'") {
    const close = rest.indexOf(quote);
    const line = rest.search(/[\r\n]|$/);
    return offset + (close >= 0 && close < line ? close + 1 : 0);
  }
  const isKey = keyPattern.test(text.slice(from, from + 200));
  const stop = isKey ? /[\s:]|$/ : brackets.length > 0 ? /\s*(?:[,\]}\r\n]|$)/ : /\s*(?:\s#|[\r\n]|$)/;
  return offset + Math.max(0, rest.search(stop));
}
