import type { TextRange } from '../core/promptFile/textRange.ts';
import type { VideoRequest } from '../core/request.ts';
import { requestWords } from '../words/jobWords.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';

/** A shot, or a clip of its matrix. */
export interface OutlineEntry {
  readonly kind: 'shot' | 'clip';
  readonly name: string;
  readonly detail: string;
  readonly range: TextRange;
  /** What is selected when it is chosen. */
  readonly selection: TextRange;
  readonly children: readonly OutlineEntry[];
}

/** The shots with headings, and below each the clips of its matrix. */
export function outlineOf({
  resolved: { file },
  shots,
}: Pick<CheckedFile, 'resolved' | 'shots'>): readonly OutlineEntry[] {
  return file.shots.flatMap((shot): readonly OutlineEntry[] => {
    const { heading, range } = shot;
    if (heading === undefined) return [];
    const clips = shots.filter((clip) => clip.shot.shot === shot);
    const [only] = clips.length === 1 ? clips : [];
    const place = shot.block?.range ?? heading.range;
    const cells = clips.map(({ cell, request }): OutlineEntry => {
      const detail = detailOf(request);
      return { kind: 'clip', name: cell.key, detail, range: place, selection: place, children: [] };
    });
    return [
      {
        kind: 'shot',
        name: heading.title === '' ? shot.slug : heading.title,
        detail: only === undefined ? '' : detailOf(only.request),
        range,
        selection: heading.range,
        children: only === undefined ? cells : [],
      },
    ];
  });
}

function detailOf(request: VideoRequest): string {
  return [request.model, ...requestWords(request)].join(' · ');
}
