import { findFrontMatter, strayFrontMatter } from './frontMatter.ts';
import { lineStartsOf, positionAt, startOfText } from './lines.ts';
import { scanMarkdown } from './markdown.ts';
import { maxPromptFileBytes } from './maxPromptFileBytes.ts';
import { readOptionBlock } from './optionBlock.ts';
import { type PromptProblem, type ReportProblem, severityOf } from './problem.ts';
import { reportCharacters } from './proseMarks.ts';
import type { PromptFile } from './promptFile.ts';
import { firstLine, readShots } from './readShots.ts';
import { yamlBudget } from './yamlBlock.ts';

/** Of each severity. */
const maxProblems = 100;

/** Reads any text: what is wrong with it is among the problems. Never throws. */
export function readPromptFile(text: string): PromptFile {
  const lineStarts = lineStartsOf(text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const problems: PromptProblem[] = [];
  const left = { error: maxProblems, warning: maxProblems, information: maxProblems };
  const report: ReportProblem = (code, range, args, path = []) => {
    const severity = severityOf(code);
    left[severity] -= 1;
    if (left[severity] < 0) return;
    problems.push({ severity, code, args, range, ...positionAt(lineStarts, range.start), path });
  };
  if (isTooLarge(text)) {
    report('file.tooLarge', { start: 0, end: 0 }, { max: maxPromptFileBytes / 1_000_000 });
    const shared = { range: { start: 0, end: 0 }, text: '', pieces: [] };
    return { text, lineStarts, eol, shared, shots: [], comments: [], problems };
  }
  const budget = yamlBudget();
  const front = findFrontMatter(text, lineStarts);
  const isOpen = front?.isClosed === false;
  if (isOpen) report('frontMatter.unclosed', firstLine(text, front.range), {});
  // What follows may be no options at all.
  const told: ReportProblem = isOpen ? () => undefined : report;
  const block = front === undefined ? undefined : readOptionBlock(text, 'file', front, budget, told);
  const frontMatter = block === undefined || !isOpen ? block : { ...block, style: 'broken' as const };
  if (front === undefined) reportStrayFrontMatter(text, lineStarts, report);
  reportCharacters(text, report);
  const markdown = scanMarkdown(text, lineStarts, front?.nextLine ?? 0);
  const bodyStart = front === undefined ? startOfText(text) : (lineStarts[front.nextLine] ?? text.length);
  const { shared, shots } = readShots({ text, bodyStart, markdown, budget, frontMatter, report });
  problems.sort((one, other) => one.range.start - other.range.start);
  return {
    text,
    lineStarts,
    eol,
    ...(frontMatter === undefined ? {} : { frontMatter }),
    shared,
    shots,
    comments: markdown.comments,
    problems,
    ...(left.error < 0 ? { hasMoreErrors: true } : {}),
  };
}

function reportStrayFrontMatter(text: string, lineStarts: readonly number[], report: ReportProblem): void {
  const range = strayFrontMatter(text, lineStarts);
  if (range !== undefined) report('frontMatter.place', firstLine(text, range), {});
}

function isTooLarge(text: string): boolean {
  if (text.length * 3 <= maxPromptFileBytes) return false;
  return text.length > maxPromptFileBytes || new TextEncoder().encode(text).length > maxPromptFileBytes;
}
