import type { ImageRole } from '../request.ts';
import { shownText } from '../shownText.ts';
import { isClipPath } from './clipPath.ts';
import { uriOfWrittenPath } from './pathTarget.ts';
import type { KeyPath, ReportProblem } from './problem.ts';
import type { PromptImage, TextRange } from './promptFile.ts';

/** An image whose path was followed. */
export type ResolvedImage = {
  readonly role?: ImageRole;
  /** In the file that says it. */
  readonly range: TextRange;
  readonly keys: KeyPath;
} & (
  { readonly kind: 'file' | 'clip'; readonly uri: string } | { readonly kind: 'shot'; readonly slug: string }
);

/** The images that a file says, as far as they lead somewhere. */
export function resolveImages(
  images: readonly PromptImage[],
  fileUri: string,
  report: ReportProblem,
): readonly ResolvedImage[] {
  return images.flatMap((image): readonly ResolvedImage[] => {
    const { kind, path, range, field, keys } = image;
    const role = field === 'first' || field === 'last' ? field : (image.role ?? roleOf(field));
    const common = { range, keys, ...(role === undefined ? {} : { role }) };
    const slug = kind === 'clip' ? slugOfClip(path) : undefined;
    if (slug !== undefined) return [{ ...common, kind: 'shot', slug }];
    if (kind === 'clip' && !isClipPath(path)) {
      report('clip.form', range, { path: shownText(path), example: './name-of-a-shot' }, keys);
      return [];
    }
    const uri = uriOfWrittenPath(path, fileUri, range, keys, report);
    return uri === undefined ? [] : [{ ...common, kind, uri }];
  });
}

function roleOf(field: 'references' | 'images'): ImageRole | undefined {
  return field === 'references' ? 'reference' : undefined;
}

/** `./shot-1` is a shot of the same file; whatever ends as a clip does is a file. */
export function slugOfClip(path: string): string | undefined {
  const [, name] = /^\.\/([^/]+)$/.exec(path) ?? [];
  return name === undefined || isClipPath(name) ? undefined : name.normalize('NFC');
}
