import * as vscode from 'vscode';
import { lineIndexAt } from '../../../core/promptFile/lines.ts';
import type { PromptFile, TextRange } from '../../../core/promptFile/promptFile.ts';
import { requestWords } from '../../words/jobWords.ts';
import type { CheckedFile } from './promptChecks.ts';
import { rangeOf } from './ranges.ts';

/** The front matter and each shot. */
export function foldingRanges(file: PromptFile): vscode.FoldingRange[] {
  const parts = [
    ...(file.frontMatter === undefined ? [] : [file.frontMatter.range]),
    ...file.shots.flatMap(({ heading, range, block }) => [
      ...(heading === undefined ? [] : [range]),
      ...(block === undefined ? [] : [block.range]),
    ]),
  ];
  return parts.flatMap((part) => {
    const { start, end } = linesOf(file, part);
    return end > start ? [new vscode.FoldingRange(start, end, vscode.FoldingRangeKind.Region)] : [];
  });
}

/** The first and the last line with words. */
function linesOf({ text, lineStarts }: PromptFile, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end).trimEnd();
  return { start: lineIndexAt(lineStarts, start), end: lineIndexAt(lineStarts, start + words.length) };
}

/** The shots, and below each the clips of its matrix. */
export function documentSymbols({
  resolved: { file },
  shots,
}: Pick<CheckedFile, 'resolved' | 'shots'>): vscode.DocumentSymbol[] {
  return file.shots.flatMap((shot) => {
    const { heading, range } = shot;
    if (heading === undefined) return [];
    const clips = shots.filter((clip) => clip.shot.shot === shot);
    const [only] = clips.length === 1 ? clips : [];
    const symbol = new vscode.DocumentSymbol(
      heading.title === '' ? shot.slug : heading.title,
      only === undefined ? '' : [only.request.model, ...requestWords(only.request)].join(' · '),
      vscode.SymbolKind.Event,
      rangeOf(file, range),
      rangeOf(file, heading.range),
    );
    if (only === undefined) {
      const place = rangeOf(file, shot.block?.range ?? heading.range);
      symbol.children = clips.map(({ cell, request }) => {
        const detail = [request.model, ...requestWords(request)].join(' · ');
        return new vscode.DocumentSymbol(cell.key, detail, vscode.SymbolKind.Constant, place, place);
      });
    }
    return [symbol];
  });
}
