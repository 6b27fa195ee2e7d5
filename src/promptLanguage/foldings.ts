import { lineIndexAt } from '../core/promptFile/lines.ts';
import type { PromptFile } from '../core/promptFile/promptFile.ts';
import type { TextRange } from '../core/promptFile/textRange.ts';

/** Lines that fold, the first and the last one, counted from 0. */
export interface Folding {
  readonly firstLine: number;
  readonly lastLine: number;
}

/** The front matter, each shot and each block of options. */
export function foldingsOf(file: PromptFile): readonly Folding[] {
  const parts = [
    ...(file.frontMatter === undefined ? [] : [file.frontMatter.range]),
    ...file.shots.flatMap(({ heading, range, block }) => [
      ...(heading === undefined ? [] : [range]),
      ...(block === undefined ? [] : [block.range]),
    ]),
  ];
  return parts
    .map((part) => linesWithWords(file, part))
    .filter(({ firstLine, lastLine }) => lastLine > firstLine);
}

function linesWithWords({ text, lineStarts }: PromptFile, { start, end }: TextRange): Folding {
  const words = text.slice(start, end).trimEnd();
  return {
    firstLine: lineIndexAt(lineStarts, start),
    lastLine: lineIndexAt(lineStarts, start + words.length),
  };
}
