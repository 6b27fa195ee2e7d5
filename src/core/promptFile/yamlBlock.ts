import {
  Composer,
  CST,
  type Document,
  isMap,
  isScalar,
  Lexer,
  type Node,
  Parser,
  Schema,
  type YAMLMap,
} from 'yaml';
import { shownText } from '../shownText.ts';
import type { ReportProblem } from './problem.ts';
import type { TextRange } from './textRange.ts';
import { reportLines, reportMistakes } from './yamlMistakes.ts';

/** Made once: it costs more than reading a short block. */
const schema = new Schema({ schema: 'core', merge: false });
const maxDepth = 40;
const maxAliases = 20;

/** How many words and marks of YAML a file may have: what is read of hostile text has an end. */
export interface YamlBudget {
  lexemes: number;
}

export const yamlBudget = (): YamlBudget => ({ lexemes: 20_000 });

/** The mapping of one block; the ranges of its nodes count from the start of the content. */
export interface YamlBlock {
  readonly document: Document.Parsed;
  /** Absent: the block is empty, or no mapping. */
  readonly map?: YAMLMap;
  readonly content: TextRange;
  /** Nothing but keys and values was found, as YAML wants them. */
  readonly isSound: boolean;
}

/** Reads YAML 1.2 of the core schema without tags; undefined where it must not be read. Never throws. */
export function parseYamlBlock(
  text: string,
  content: TextRange,
  budget: YamlBudget,
  report: ReportProblem,
): YamlBlock | undefined {
  // Said of the block that used it up.
  if (budget.lexemes < 0) return undefined;
  // The library knows no lines that end with CR alone.
  const source = text.slice(content.start, content.end).replace(/\r(?!\n)/g, '\n');
  let isSound = true as boolean;
  const refuse: ReportProblem = (...problem) => {
    isSound = false;
    report(...problem);
  };
  const tokens = tokensOf(source, content, budget, refuse);
  if (tokens === undefined) return undefined;
  const document = compose(tokens, source.length);
  if (document === undefined) return undefined;
  reportMistakes(text, content, document.errors, refuse);
  // One that nobody has words for is a mistake all the same.
  if (document.errors.length > 0 && isSound) refuse('yaml.syntax', content, {});
  const { contents } = document;
  const block = { document, content };
  if (isMap(contents)) return { ...block, map: contents, isSound };
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  if (!isEmpty && isSound && !reportLines(text, content, refuse))
    refuse('yaml.notKeys', rangeOf(contents, content) ?? content, {});
  return { ...block, isSound };
}

function tokensOf(
  source: string,
  content: TextRange,
  budget: YamlBudget,
  report: ReportProblem,
): readonly CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let aliases = 0;
  let isText = false;
  for (const lexeme of new Lexer().lex(source)) {
    const start = content.start + parser.offset;
    const range = { start, end: Math.min(start + lexeme.length, content.end) };
    budget.lexemes -= 1;
    if (budget.lexemes < 0) {
      report('yaml.tooLong', range, {});
      return undefined;
    }
    // A scalar's own words follow a mark that says so.
    const type = isText ? 'scalar' : CST.tokenType(lexeme);
    isText = lexeme === CST.SCALAR;
    switch (type) {
      case 'alias':
        aliases += 1;
        if (aliases <= maxAliases) break;
        report('yaml.aliases', range, { max: maxAliases });
        return undefined;
      case 'tag':
        report('yaml.tag', range, { tag: shownText(lexeme) });
        break;
      case 'doc-start':
      case 'doc-end':
      case 'directive-line':
        report('yaml.documents', range, { mark: shownText(lexeme.trim()) });
        return undefined;
      default:
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxDepth) {
      report('yaml.tooDeep', range, {});
      return undefined;
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function compose(tokens: readonly CST.Token[], length: number): Document.Parsed | undefined {
  const composer = new Composer({
    version: '1.2',
    schema,
    // Looking for keys that are written twice takes quadratic time there; the reader of entries does it.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  for (const document of composer.compose(tokens, true, length)) return document;
  return undefined;
}

/** The place of a node in the file. */
export function rangeOf(
  node: Pick<Node, 'range'> | null | undefined,
  content: TextRange,
): TextRange | undefined {
  if (node?.range === undefined || node.range === null) return undefined;
  const [start, end] = node.range;
  return clipped({ start: content.start + start, end: content.start + end }, content);
}

function clipped({ start, end }: TextRange, content: TextRange): TextRange {
  const from = Math.min(Math.max(start, content.start), content.end);
  return { start: from, end: Math.min(Math.max(end, from), content.end) };
}
