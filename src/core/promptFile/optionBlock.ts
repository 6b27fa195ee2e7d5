import { shownText } from '../shownText.ts';
import { type FieldName, fieldOf, isFieldName } from './fields.ts';
import { nearestKey } from './nearestKey.ts';
import type { ReportProblem } from './problem.ts';
import { reportAnchors, reportLostWords } from './lostWords.ts';
import type { OptionBlock, OptionEntry, PromptValues } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { reportRemarks } from './remarks.ts';
import { readValues } from './readValues.ts';
import { parseYamlBlock, type YamlBudget } from './yamlBlock.ts';
import { type WrittenPair, YamlValues } from './yamlValues.ts';

/** The options of the front matter or of a shot's block. */
export function readOptionBlock(
  text: string,
  place: 'file' | 'shot',
  { range, content }: Pick<OptionBlock, 'range' | 'content'>,
  budget: YamlBudget,
  report: ReportProblem,
): OptionBlock {
  const empty = { range, content, entries: [], values: {} };
  const block = parseYamlBlock(text, content, budget, report);
  if (block === undefined) return { ...empty, style: 'broken' };
  if (block.map === undefined) {
    if (block.isSound) {
      reportAnchors(text, block, report);
      reportRemarks(text, block, [], [], report);
    }
    return { ...empty, style: block.isSound ? 'lines' : 'broken' };
  }
  // What is read behind a mistake may be no value that anybody meant.
  const told: ReportProblem = block.isSound ? report : () => undefined;
  const yaml = new YamlValues(block, told);
  const pairs = yaml.pairsOf(block.map, []);
  const known = new Map<FieldName, WrittenPair>();
  for (const pair of pairs) {
    const { key } = pair;
    if (isFieldName(key) && !(place === 'shot' && fieldOf(key).isForFileOnly === true)) {
      if (!known.has(key)) known.set(key, pair);
    } else reportKey(pair, told);
  }
  const lost: TextRange[] = [];
  const tellLost: ReportProblem = (code, where, ...more) => {
    lost.push(where);
    told(code, where, ...more);
  };
  for (const pair of known.values()) reportLostWords(text, pair, yaml.scalarsIn(pair.value), tellLost);
  reportRemarks(text, block, pairs, lost, told);
  reportAnchors(text, block, told);
  const values = readValues(known, yaml);
  reportBesideMatrix(known, values, told);
  return {
    range,
    content,
    entries: pairs.map((pair) => entryOf(text, pair)),
    values,
    style: !block.isSound ? 'broken' : block.map.flow === true ? 'flow' : 'lines',
  };
}

/** In one block the matrix wins over a single value. */
function reportBesideMatrix(
  known: ReadonlyMap<FieldName, WrittenPair>,
  { matrix }: PromptValues,
  report: ReportProblem,
): void {
  for (const { key } of matrix?.value ?? []) {
    const pair = known.get(key);
    if (pair !== undefined) report('matrix.over', pair.keyRange, { key }, [key]);
  }
}

function reportKey({ key, keyRange, value: { path } }: WrittenPair, report: ReportProblem): void {
  if (isFieldName(key)) {
    report('key.forFileOnly', keyRange, { key }, path);
    return;
  }
  const suggestion = nearestKey(key);
  const shown = shownText(key);
  const plain = key.replace(/[\s\p{Cf}]/gu, '');
  if (plain !== key && isFieldName(plain)) {
    report('key.invisible', keyRange, { key: plain }, path);
    return;
  }
  if (suggestion === undefined) report('key.unknown', keyRange, { key: shown }, path);
  else report('key.misspelled', keyRange, { key: shown, suggestion }, path);
}

function entryOf(text: string, { key, keyRange, valueRange }: WrittenPair): OptionEntry {
  if (valueRange === undefined) return { key, keyRange, range: keyRange };
  const value: TextRange = { start: valueRange.start, end: endOfWords(text, valueRange) };
  return { key, keyRange, valueRange: value, range: { start: keyRange.start, end: value.end } };
}

/** A list or a text in lines reaches to the next key: without the line ends before that. */
function endOfWords(text: string, { start, end }: TextRange): number {
  return start + text.slice(start, end).trimEnd().length;
}
