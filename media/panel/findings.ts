import { imageIndex, isImageField } from '../../src/protocol/imageField.ts';
import type { DraftView, FindingView } from '../../src/protocol/panel.ts';

const controls = [
  'prompt',
  'model',
  'seconds',
  'aspectRatio',
  'resolution',
  'images',
  'variants',
  'mode',
  'negativePrompt',
  'seed',
  'audio',
];

/** `images[0]` belongs to the control `images`. */
export function controlOf(field: string): string {
  return field.replace(/\[.*$/, '');
}

/**
 * The findings to show now. An empty form is not shouted at: they wait until the person has left the field, pressed
 * Generate, or written something.
 */
export function visibleFindings(
  findings: readonly FindingView[],
  draft: DraftView,
  touched: ReadonlySet<string>,
  hasPressed: boolean,
): readonly FindingView[] {
  const isBegun = draft.prompt.trim() !== '';
  return findings.filter(
    ({ field }) => hasPressed || isBegun || touched.has(controlOf(field)) || isImageField(field),
  );
}

export function findingsAt(findings: readonly FindingView[], field: string): readonly FindingView[] {
  return findings.filter((finding) => finding.field === field);
}

/** Findings whose field has no control in the form, or an image that is not there. */
export function otherFindings(findings: readonly FindingView[], imageCount: number): readonly FindingView[] {
  return findings.filter(({ field }) => {
    const index = imageIndex(field);
    return index === undefined ? !controls.includes(field) : index >= imageCount;
  });
}

export function hasError(findings: readonly FindingView[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
