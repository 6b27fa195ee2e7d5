import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { shownText } from '../shownText.ts';
import { isMatrixKey, isWordsKey } from './fields.ts';
import type { KeyPath, ReportProblem } from './problem.ts';
import type { OptionValue, Said } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { rangeOf, type YamlBlock } from './yamlBlock.ts';

/** A value of a block that is still to be read. */
export interface WrittenValue {
  readonly node: Node | undefined;
  /** Of the value, or of its key where there is none. */
  readonly range: TextRange;
  readonly path: KeyPath;
  /** Of the block, from where the node's places count. */
  readonly content: TextRange;
}

export interface WrittenPair {
  readonly key: string;
  readonly keyRange: TextRange;
  /** Absent: nothing is written behind the colon. */
  readonly valueRange?: TextRange;
  readonly value: WrittenValue;
}

type ShapeProblem = `value.${'text' | 'number' | 'flag' | 'list' | 'keys' | 'one' | 'oneOrMatrix'}`;

/** A list where one value belongs. */
function listProblem({ path }: WrittenValue): ShapeProblem {
  const [key] = path;
  return path.length === 1 && typeof key === 'string' && isMatrixKey(key) ? 'value.oneOrMatrix' : 'value.one';
}

/** Takes values out of the YAML of a block, and reports what is not of the shape that was asked for. */
export class YamlValues {
  private readonly block: YamlBlock;
  readonly report: ReportProblem;

  constructor(block: YamlBlock, report: ReportProblem) {
    this.block = block;
    this.report = report;
  }

  /** A text; one word of a list of choices, or a path, is not meant to be in typographic quotation marks. */
  text(value: WrittenValue, isWord = false): Said<string> | undefined {
    const said = this.scalar(value, 'value.text', (found) => typeof found === 'string');
    if (said === undefined || !isWord) return said;
    const key = shownText(keyOf(value));
    if (isPlain(this.target(value.node)) && /^[“”„‟«»‘’＂＇].*[“”„‟«»‘’＂＇]$/u.test(said.value)) {
      this.report('value.quotes', said.range, { key }, value.path);
    }
    return said;
  }

  number(value: WrittenValue): Said<number> | undefined {
    const said = this.scalar(
      value,
      'value.number',
      (found): found is number => typeof found === 'number' && Number.isFinite(found),
    );
    const node = this.target(value.node);
    const source = isScalar(node) ? (node.source ?? '') : '';
    const [, minus, digits] = /^(-?)\+?0*(\d+)$/.exec(source) ?? [];
    const isOther =
      said !== undefined &&
      digits !== undefined &&
      Math.abs(said.value) > Number.MAX_SAFE_INTEGER &&
      `${minus ?? ''}${digits}` !== String(said.value);
    if (!isOther) return said;
    // Another number would be sent.
    this.refuse('value.tooLarge', value);
    return undefined;
  }

  /** What people write as well: `yes` and `off` are no values of YAML 1.2. */
  flag(value: WrittenValue): Said<boolean> | undefined {
    const node = this.target(value.node);
    const word = isPlain(node) && typeof node.value === 'string' ? node.value.toLowerCase() : '';
    const meant =
      word === 'yes' || word === 'on' ? true : word === 'no' || word === 'off' ? false : undefined;
    if (meant !== undefined && isScalar(node)) {
      return { value: meant, range: rangeOf(node, this.block.content) ?? value.range };
    }
    return this.scalar(value, 'value.flag', (found) => typeof found === 'boolean');
  }

  items(value: WrittenValue): readonly WrittenValue[] | undefined {
    const node = this.meant(value);
    if (node === undefined) return undefined;
    if (!isSeq(node)) {
      this.refuse('value.list', value);
      return undefined;
    }
    const items = node.items.map((item, index) => this.written(item, [...value.path, index], value.range));
    for (const item of node.flow === true ? items : []) {
      const found = this.target(item.node);
      if (isPlain(found) && !isWordsKey(keyOf(item)) && /[，、]/u.test(String(found.value)))
        this.refuse('value.comma', item);
    }
    return items;
  }

  /** The values that are written in a value, itself included. */
  scalarsIn(value: WrittenValue): readonly WrittenValue[] {
    const { node, path, range } = value;
    if (isSeq(node)) {
      return node.items.flatMap((item, index) => this.scalarsIn(this.written(item, [...path, index], range)));
    }
    if (!isMap(node)) return [value];
    return node.items.flatMap(({ key, value: inner }) => {
      const name = isScalar(key) ? String(key.value) : '';
      return this.scalarsIn(this.written(inner, [...path, name], range));
    });
  }

  pairs(value: WrittenValue): readonly WrittenPair[] | undefined {
    const node = this.meant(value);
    if (node === undefined) return undefined;
    if (isMap(node)) return this.pairsOf(node, value.path);
    this.refuse('value.keys', value);
    return undefined;
  }

  isScalar(value: WrittenValue): boolean {
    return isScalar(this.target(value.node));
  }

  /** The pairs of a mapping whose keys are words; reports those whose key is written twice. */
  pairsOf(map: YAMLMap, path: KeyPath): readonly WrittenPair[] {
    const pairs: WrittenPair[] = [];
    const seen = new Set<string>();
    for (const { key: keyNode, value: valueNode } of map.items) {
      const keyRange = rangeOf(keyNode as Node | null, this.block.content);
      const valueRange = rangeOf(valueNode as Node | null, this.block.content);
      const key: unknown = isScalar(keyNode) ? keyNode.value : undefined;
      if (typeof key !== 'string' || keyRange === undefined) {
        this.report('key.form', keyRange ?? valueRange ?? this.block.content, {}, path);
        continue;
      }
      const keyPath = [...path, key];
      if (seen.has(key)) this.report('key.duplicate', keyRange, { key: shownText(key) }, keyPath);
      seen.add(key);
      pairs.push({
        key,
        keyRange,
        ...(valueRange === undefined || valueRange.start === valueRange.end ? {} : { valueRange }),
        value: this.written(valueNode, keyPath, keyRange),
      });
    }
    return pairs;
  }

  private written(node: unknown, path: KeyPath, otherwise: TextRange): WrittenValue {
    const range = rangeOf(node as Node | null, this.block.content);
    const isSaid = range !== undefined && range.start < range.end;
    return {
      node: (node ?? undefined) as Node | undefined,
      range: isSaid ? range : otherwise,
      path,
      content: this.block.content,
    };
  }

  private scalar<Value extends OptionValue>(
    value: WrittenValue,
    code: ShapeProblem,
    isRight: (found: unknown) => found is Value,
  ): Said<Value> | undefined {
    const node = this.meant(value);
    if (node === undefined) return undefined;
    const found: unknown = isScalar(node) ? node.value : undefined;
    if (isRight(found)) return { value: found, range: rangeOf(node, this.block.content) ?? value.range };
    this.refuse(isSeq(node) ? listProblem(value) : code, value);
    return undefined;
  }

  /** The node that is meant, that of the anchor where an alias stands; undefined with a report where there is none. */
  private meant(value: WrittenValue): Node | undefined {
    const node = this.target(value.node);
    if (node === undefined && isAlias(value.node)) {
      this.report('yaml.alias', value.range, { name: shownText(value.node.source) }, value.path);
      return undefined;
    }
    if (node !== undefined && !(isScalar(node) && node.value === null)) return node;
    this.refuse('value.missing', value);
    return undefined;
  }

  private target(node: Node | undefined): Node | undefined {
    return isAlias(node) ? node.resolve(this.block.document) : node;
  }

  private refuse(
    code: `value.${'missing' | 'tooLarge' | 'comma'}` | ShapeProblem,
    value: WrittenValue,
  ): void {
    this.report(code, value.range, { key: shownText(keyOf(value)) }, value.path);
  }
}

function keyOf({ path }: WrittenValue): string {
  return path.findLast((part) => typeof part === 'string') ?? '';
}

/** A value without quotation marks. */
function isPlain(node: Node | undefined): node is Scalar {
  return isScalar(node) && node.type === 'PLAIN';
}
