import { imagesOf } from './layers.ts';
import { isAddress, uriOfWrittenPath } from './pathTarget.ts';
import type { OptionBlock, PromptFile, PromptShot } from './promptFile.ts';
import type { TextRange } from './textRange.ts';
import { slugOfClip } from './resolveImages.ts';

/** A place in a prompt file that leads somewhere. */
export type PromptLink = {
  /** The path as it is written, quotation marks included. */
  readonly range: TextRange;
  /** As it is meant. */
  readonly path: string;
} & (
  | { readonly kind: 'image' | 'clip' | 'extends'; readonly uri: string }
  | { readonly kind: 'shot'; readonly shot: PromptShot }
);

/** Every path of the file that leads somewhere, used or not, in the order of the text. */
export function linksOf(file: PromptFile, fileUri: string): readonly PromptLink[] {
  const links = [file.frontMatter, ...file.shots.map(({ block }) => block)].flatMap((block) =>
    block === undefined ? [] : linksOfBlock(block, file, fileUri),
  );
  return links.sort((one, other) => one.range.start - other.range.start);
}

function linksOfBlock({ values }: OptionBlock, file: PromptFile, fileUri: string): readonly PromptLink[] {
  const links = imagesOf(values).flatMap(({ kind, path, range }): readonly PromptLink[] => {
    const slug = kind === 'clip' ? slugOfClip(path) : undefined;
    if (slug === undefined) return linkTo(path, range, kind === 'clip' ? 'clip' : 'image', fileUri);
    const shot = file.shots.find((one) => one.slug === slug);
    return shot === undefined ? [] : [{ kind: 'shot', range, path, shot }];
  });
  const base = values.extends;
  if (base === undefined || isAddress(base.value)) return links;
  return [...links, ...linkTo(base.value, base.range, 'extends', fileUri)];
}

function linkTo(
  path: string,
  range: TextRange,
  kind: 'image' | 'clip' | 'extends',
  fileUri: string,
): readonly PromptLink[] {
  const uri = uriOfWrittenPath(path, fileUri, range, [], () => undefined);
  return uri === undefined ? [] : [{ kind, range, path, uri }];
}
