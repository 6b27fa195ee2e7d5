import { parse } from 'yaml';

/** What can be written as the value of a key. */
export type YamlData = string | number | boolean | readonly YamlData[] | { readonly [key: string]: YamlData };

const step = '  ';

/** A value on one line, as it may stand in brackets. */
export function flowText(data: YamlData): string {
  if (typeof data === 'string') return isPlain(data) ? data : quotedText(data);
  if (typeof data !== 'object') return Object.is(data, -0) ? '-0' : String(data);
  if (isList(data)) return `[${data.map(flowText).join(', ')}]`;
  const pairs = Object.entries(data).map(([key, value]) => `${flowText(key)}: ${flowText(value)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** The lines of a key and its value: lists and mappings one item a line, a text of several lines as such. */
export function entryLines(key: string, data: YamlData): readonly string[] {
  if (typeof data === 'string') {
    const lines = data.includes('\n') ? literalLines(data) : undefined;
    return lines === undefined
      ? [`${key}: ${flowText(data)}`]
      : [`${key}: ${lines[0] ?? ''}`, ...lines.slice(1)];
  }
  if (typeof data !== 'object') return [`${key}: ${flowText(data)}`];
  if (isList(data)) {
    return data.length === 0
      ? [`${key}: []`]
      : [`${key}:`, ...data.flatMap(itemLines).map((line) => step + line)];
  }
  if (!Object.values(data).some((value) => typeof value === 'object')) return [`${key}: ${flowText(data)}`];
  const inner = Object.entries(data).map(([name, value]) => `${step}${flowText(name)}: ${flowText(value)}`);
  return [`${key}:`, ...inner];
}

function itemLines(item: YamlData): readonly string[] {
  if (typeof item !== 'object' || isList(item)) return [`- ${flowText(item)}`];
  const pairs = Object.entries(item).map(([key, value]) => `${flowText(key)}: ${flowText(value)}`);
  return pairs.length === 0 ? ['- {}'] : pairs.map((pair, index) => `${index === 0 ? '- ' : step}${pair}`);
}

/** A text in quotation marks: no character of it is taken for anything else. */
export function quotedText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** In single quotation marks; undefined where these cannot say it. */
export function singleQuotedText(text: string): string | undefined {
  return isPrintable(text) ? `'${text.replaceAll("'", "''")}'` : undefined;
}

/** Whether a text means itself without quotation marks, in brackets as well. */
function isPlain(text: string): boolean {
  if (text === '' || text !== text.trim() || !isPrintable(text)) return false;
  if (/^[a-z][a-z0-9_./-]*$/i.test(text) && !/^(?:null|true|false)$/i.test(text)) return true;
  if (!/^[\p{L}\p{N}_./(]/u.test(text)) return false;
  try {
    const [read, ...others] = parse(`[${text}]`, options) as unknown[];
    return others.length === 0 && read === text;
  } catch {
    return false;
  }
}

/** `|` and the lines of a text; undefined where a reader would not get the same text. */
function literalLines(text: string): readonly string[] | undefined {
  let end = text.length;
  while (text.charAt(end - 1) === '\n') end -= 1;
  const trimmed = text.slice(0, end);
  // Spaces at the end of a line get lost in editors, and after the last one in YAML.
  const isSafe = trimmed.split('\n').every((line) => isPrintable(line) && !/[ \t]$/.test(line));
  if (trimmed === '' || !isSafe) return undefined;
  const ends = text.length - trimmed.length;
  const indent = /^\n*[ \t]/.test(text) ? String(step.length) : '';
  const header = `|${indent}${ends === 0 ? '-' : ends === 1 ? '' : '+'}`;
  const body = (ends === 0 ? text : text.slice(0, -1)).split('\n');
  return [header, ...body.map((line) => (line === '' ? '' : step + line))];
}

function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u.test(text.replaceAll('\t', ''));
}

function isList(data: YamlData): data is readonly YamlData[] {
  return Array.isArray(data);
}

const options = { version: '1.2', schema: 'core', merge: false, logLevel: 'error' } as const;
