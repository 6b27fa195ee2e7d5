import { ProblemList } from './problemList.ts';
import type { PromptFile } from './promptFile.ts';
import { readPromptFile } from './readPromptFile.ts';
import type { ResolvedPromptFile } from './resolvedFile.ts';

/** A prompt file that is there and cannot be read, in words for people: it is none that asks for nothing. */
export function unreadPromptFile(uri: string, reason: string): ResolvedPromptFile {
  const file = readPromptFile('');
  const problems = new ProblemList(file);
  problems.reporterOf()('file.unreadable', { start: 0, end: 0 }, { reason });
  return withoutShots(file, uri, problems);
}

/** A file that is not looked into, for the reason that is reported. */
export function withoutShots(file: PromptFile, uri: string, problems: ProblemList): ResolvedPromptFile {
  return { file, uri, baseUris: [], shots: [], order: [], problems: problems.inOrder() };
}
