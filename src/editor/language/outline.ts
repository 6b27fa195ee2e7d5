import * as vscode from 'vscode';
import { lineIndexAt } from '../../core/promptFile/lines.ts';
import type { PromptFile } from '../../core/promptFile/promptFile.ts';
import type { TextRange } from '../../core/promptFile/textRange.ts';
import { documentSymbol } from '../base/show/languageItems.ts';
import type { VideoRequest } from '../../core/request.ts';
import { requestWords } from '../../words/jobWords.ts';
import type { CheckedFile } from '../../shots/checkedFile.ts';
import { rangeOf } from '../workspace/ranges.ts';

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
    const place = rangeOf(file, shot.block?.range ?? heading.range);
    const cells = clips.map(({ cell, request }) =>
      documentSymbol({
        name: cell.key,
        detail: detailOf(request),
        kind: vscode.SymbolKind.Constant,
        range: place,
        selectionRange: place,
      }),
    );
    return [
      documentSymbol({
        name: heading.title === '' ? shot.slug : heading.title,
        detail: only === undefined ? '' : detailOf(only.request),
        kind: vscode.SymbolKind.Event,
        range: rangeOf(file, range),
        selectionRange: rangeOf(file, heading.range),
        children: only === undefined ? cells : [],
      }),
    ];
  });
}

function detailOf(request: VideoRequest): string {
  return [request.model, ...requestWords(request)].join(' · ');
}
