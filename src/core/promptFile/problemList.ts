import type { BaseFile } from './baseFile.ts';
import { positionAt } from './lines.ts';
import { type PromptProblem, type ReportProblem, severityOf } from './problem.ts';
import type { PromptFile } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import type { FoundError } from './shotErrors.ts';

const maxProblems = 100;

/** What is found wrong while several files become requests, each problem once, at its place in the opened file. */
export class ProblemList {
  private readonly found = new Map<string, PromptProblem>();
  private readonly errorsByPlace = new Map<
    string,
    { readonly problem: PromptProblem; readonly shots: Set<number> }
  >();
  private readonly opened: PromptFile;
  /** The value in the opened file that leads to all bases. */
  readonly extendsRange: TextRange;

  constructor(opened: PromptFile) {
    this.opened = opened;
    this.extendsRange = opened.frontMatter?.values.extends?.range ?? { start: 0, end: 0 };
    for (const problem of opened.problems) this.add(problem);
  }

  /**
   * Reports by ranges of the base, or of the opened file where none is given. `shot`: the one that it is found for, where
   * the place does not say that.
   */
  reporterOf(base?: BaseFile, shot?: number): ReportProblem {
    const { lineStarts } = base?.file ?? this.opened;
    return (code, range, args, path = []) => {
      const problem = {
        severity: severityOf(code),
        code,
        args,
        range,
        ...positionAt(lineStarts, range.start),
        path,
      };
      if (base === undefined) this.add(problem, shot);
      else this.addOf(base, problem, shot);
    };
  }

  /** A problem of a base, told at the value that leads there. */
  addOf({ uri }: BaseFile, { line, column, ...problem }: PromptProblem, shot?: number): void {
    const range = this.extendsRange;
    const position = positionAt(this.opened.lineStarts, range.start);
    this.add({ ...problem, range, ...position, within: { uri, line, column } }, shot);
  }

  /** In the order of the text. */
  inOrder(): readonly PromptProblem[] {
    return [...this.found.values()].sort((one, other) => one.range.start - other.range.start);
  }

  /** Every error, also those that are too many to be told. */
  errors(): readonly FoundError[] {
    return [...this.errorsByPlace.values()].sort(
      (one, other) => one.problem.range.start - other.problem.range.start,
    );
  }

  private add(problem: PromptProblem, shot?: number): void {
    const { code, range, within } = problem;
    const place = within === undefined ? '' : `${within.uri} ${String(within.line)} ${String(within.column)}`;
    const key = [code, range.start, range.end, place].join(' ');
    if (problem.severity === 'error') {
      const error = this.errorsByPlace.get(key) ?? { problem, shots: new Set() };
      if (shot !== undefined) error.shots.add(shot);
      this.errorsByPlace.set(key, error);
    }
    const isFull = this.found.size >= this.opened.problems.length + maxProblems;
    if (!isFull && !this.found.has(key)) this.found.set(key, problem);
  }
}
