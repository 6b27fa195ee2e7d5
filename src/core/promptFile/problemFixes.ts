import type { ProblemCode, PromptProblem } from './problem.ts';
import type { FixMaker, ProblemFix } from './problemFix.ts';
import type { PromptFile } from './promptFile.ts';
import { readPromptFile } from './readPromptFile.ts';
import { applyEdits, type TextEdit } from './textEdit.ts';
import { fixesOfStructure } from './structureFixes.ts';
import { fixesInValues } from './valueFixes.ts';

const makers: Readonly<Partial<Record<ProblemCode, FixMaker>>> = {
  ...fixesInValues,
  ...fixesOfStructure,
};

const maxFixes = 3;

/** The changes of the file that settle a problem of its own, the best one first: each was tried. */
export function settlingFixes(file: PromptFile, problem: PromptProblem): readonly ProblemFix[] {
  if (problem.within !== undefined) return [];
  const made = makers[problem.code]?.(file, problem) ?? [];
  const tried = made.filter(({ edits }) => settles(file, problem, edits));
  const seen = new Set<string>();
  const others = tried.filter(({ edits }) => {
    const key = JSON.stringify(edits);
    return !seen.has(key) && seen.add(key);
  });
  return others.slice(0, maxFixes);
}

/** Fewer problems of this kind are left, and no error that is not on the lines of the change. */
function settles(file: PromptFile, { code }: PromptProblem, edits: readonly TextEdit[]): boolean {
  const text = applyEdits(file.text, edits);
  if (text === file.text) return false;
  const after = readPromptFile(text);
  const count = ({ problems }: PromptFile, one: ProblemCode) =>
    problems.filter((problem) => problem.code === one).length;
  const errors = ({ problems }: PromptFile) => problems.filter(({ severity }) => severity === 'error').length;
  return count(after, code) < count(file, code) && errors(after) <= errors(file);
}
