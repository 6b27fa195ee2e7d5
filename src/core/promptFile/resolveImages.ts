import type { ImageRole } from '../request.ts';
import { shownText } from '../shownText.ts';
import { isPublicLink } from '../uriPath.ts';
import { isClipPath } from './clipPath.ts';
import { uriOfWrittenPath } from './pathTarget.ts';
import type { KeyPath, ReportProblem } from './problem.ts';
import type { PromptImage } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { reportRefusal, type Surroundings } from './surroundings.ts';

/** An image whose path was followed. */
export type ResolvedImage = {
  readonly role?: ImageRole;
  /** In the file that says it. */
  readonly range: TextRange;
  readonly keys: KeyPath;
} & (
  { readonly kind: 'file' | 'clip'; readonly uri: string } | { readonly kind: 'shot'; readonly slug: string }
);

/** The images that a file says, as far as they lead somewhere where the prompt file may look. */
export async function resolveImages(
  images: readonly PromptImage[],
  fileUri: string,
  { refusal: refusalOf }: Surroundings,
  report: ReportProblem,
): Promise<readonly ResolvedImage[]> {
  const found: ResolvedImage[] = [];
  for (const [at, image] of resolvePaths(images, fileUri, report)) {
    if (image.kind === 'shot' || isPublicLink(image.uri)) {
      found.push(image);
      continue;
    }
    const kind = image.kind === 'file' ? 'image' : 'clip';
    const refusal = await refusalOf(image.uri, kind);
    if (refusal === undefined) found.push(image);
    else reportRefusal(report, refusal, kind, images[at]?.path ?? '', image.range, image.keys);
  }
  return found;
}

/** Each with its place in the list. */
function resolvePaths(
  images: readonly PromptImage[],
  fileUri: string,
  report: ReportProblem,
): readonly (readonly [number, ResolvedImage])[] {
  return images.flatMap((image, at): readonly (readonly [number, ResolvedImage])[] => {
    const { kind, path, range, field, keys } = image;
    const role = field === 'first' || field === 'last' ? field : (image.role ?? roleOf(field));
    const common = { range, keys, ...(role === undefined ? {} : { role }) };
    const slug = kind === 'clip' ? slugOfClip(path) : undefined;
    if (slug !== undefined) return [[at, { ...common, kind: 'shot', slug }]];
    if (kind === 'clip' && !isClipPath(path)) {
      report('clip.form', range, { path: shownText(path), example: './name-of-a-shot' }, keys);
      return [];
    }
    const uri = uriOfWrittenPath(path, fileUri, range, keys, report);
    return uri === undefined ? [] : [[at, { ...common, kind, uri }]];
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
