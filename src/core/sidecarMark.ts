import { VideoPromptError } from './errors.ts';

interface Member {
  readonly name: string;
  /** Of the name's quotation mark. */
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

const unreadable = 'This sidecar holds no JSON object.';

/**
 * The sidecar's text with the mark of the kept take set or gone. Every other byte stays: also what this version does not
 * know. Throws VideoPromptError `sidecar.invalid` where the text is no JSON object.
 */
export function markKept(text: string, isKept: boolean): string {
  const members = membersOf(text);
  const marks = members.filter(({ name }) => name === 'kept');
  const last = marks.at(-1);
  if (!isKept) return [...marks].reverse().reduce((left, mark) => without(left, members, mark), text);
  if (last === undefined) return withMark(text, members);
  return `${text.slice(0, last.valueStart)}true${text.slice(last.end)}`;
}

function withMark(text: string, members: readonly Member[]): string {
  const open = text.indexOf('{') + 1;
  const [first] = members;
  const last = members.at(-1);
  if (first === undefined || last === undefined)
    return `${text.slice(0, open)}"kept":true${text.slice(open)}`;
  const gap = text.slice(open, first.start);
  const mark = gap.includes('\n') ? '"kept": true' : '"kept":true';
  return `${text.slice(0, last.end)},${gap}${mark}${text.slice(last.end)}`;
}

/** Takes the comma with it that parted the member from its neighbour. */
function without(text: string, members: readonly Member[], member: Member): string {
  const at = members.indexOf(member);
  const before = members[at - 1];
  const after = members[at + 1];
  const start = before?.end ?? member.start;
  const end = before === undefined && after !== undefined ? after.start : member.end;
  return text.slice(0, start) + text.slice(end);
}

/** The members of the outermost object, in their order. */
function membersOf(text: string): readonly Member[] {
  if (!isObject(text)) throw new VideoPromptError('sidecar.invalid', unreadable);
  const members: Member[] = [];
  let depth = 0;
  let end = 0;
  let name: { readonly start: number; readonly end: number } | undefined;
  let valueStart: number | undefined;
  const close = () => {
    if (name === undefined || valueStart === undefined) return;
    members.push({
      name: String(JSON.parse(text.slice(name.start, name.end))),
      start: name.start,
      valueStart,
      end,
    });
    name = valueStart = undefined;
  };
  for (const token of tokensOf(text)) {
    const sign = text[token.start] ?? '';
    const isClosing = sign === '}' || sign === ']';
    if (isClosing) depth--;
    if (depth === 0 && isClosing) close();
    else if (depth === 1 && sign === ',') close();
    else if (depth >= 1 && !(depth === 1 && sign === ':')) {
      if (name === undefined) name = token;
      else valueStart ??= token.start;
      ({ end } = token);
    }
    if (sign === '{' || sign === '[') depth++;
  }
  return members;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Of a text that is JSON: signs, strings, and everything else between white space. */
function* tokensOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  const pattern = /[{}[\],:]|"|[^\s{}[\],:"]+/g;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index;
    if (match[0] === '"') pattern.lastIndex = endOfString(text, start);
    yield { start, end: pattern.lastIndex };
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
