import type { Finding } from '../core/finding.ts';
import type { VideoRequest } from '../core/request.ts';
import { imageIndex } from '../protocol/imageField.ts';
import type { FindingView, FixView } from '../protocol/panel.ts';
import { findingWords } from '../words/findingWords.ts';
import { fixWords, redrawWords } from '../words/fixWords.ts';

/** The findings as the panel shows them. One copy settles all that is wrong with an image, so it is offered once. */
export function findingViews(findings: readonly Finding[], request: VideoRequest): readonly FindingView[] {
  const offered = new Set<string>();
  return findings.map((finding) => {
    const fixes: FixView[] = [];
    const label = fixWords(finding, request);
    if (label !== undefined) fixes.push({ kind: 'form', label });
    const image = finding.redraw === true ? imageAt(finding.field, request.images) : undefined;
    if (image !== undefined && !offered.has(image)) {
      offered.add(image);
      fixes.push({ kind: 'image', label: redrawWords(finding), image });
    }
    const { severity, field, code } = finding;
    const view = { severity, field, code, text: findingWords(finding) };
    return fixes.length === 0 ? view : { ...view, fixes };
  });
}

function imageAt(field: string, images: VideoRequest['images']): string | undefined {
  return images[imageIndex(field) ?? -1]?.uri;
}
