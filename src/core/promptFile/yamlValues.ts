import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { shownText } from '../shownText.ts';
import { isMatrixKey } from './fields.ts';
import type { KeyPath, ReportProblem } from './problem.ts';
import type { OptionValue, Said, TextRange } from './promptFile.ts';
import { rangeOf, type YamlBlock } from './yamlBlock.ts';

/** A value of a block that is still to be read. */
export interface WrittenValue {
  readonly node: Node | undefined;
  /** Of the value, or of its key where there is none. */
  readonly range: TextRange;
  readonly path: KeyPath;
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

  text(value: WrittenValue): Said<string> | undefined {
    return this.scalar(value, 'value.text', (found) => typeof found === 'string');
  }

  number(value: WrittenValue): Said<number> | undefined {
    return this.scalar(
      value,
      'value.number',
      (found): found is number => typeof found === 'number' && Number.isFinite(found),
    );
  }

  flag(value: WrittenValue): Said<boolean> | undefined {
    return this.scalar(value, 'value.flag', (found) => typeof found === 'boolean');
  }

  items(value: WrittenValue): readonly WrittenValue[] | undefined {
    const node = this.meant(value);
    if (node === undefined) return undefined;
    if (!isSeq(node)) {
      this.refuse('value.list', value);
      return undefined;
    }
    return node.items.map((item, index) => this.written(item, [...value.path, index], value.range));
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

  private refuse(code: 'value.missing' | ShapeProblem, { range, path }: WrittenValue): void {
    const key = path.findLast((part) => typeof part === 'string') ?? '';
    this.report(code, range, { key: shownText(key) }, path);
  }
}
