import * as l10n from '@vscode/l10n';
import { sizeWords } from './jobWords.ts';

const shownImages = 12;

/** What is asked before images leave the machine: each by its place, with what is sent of it in bytes. */
export function uploadWords(
  host: string,
  images: readonly { readonly place: string; readonly bytes: number }[],
) {
  const lines = images.slice(0, shownImages).map(({ place, bytes }) => `${place}, ${sizeWords(bytes)}`);
  const more = images.length - lines.length;
  return {
    title:
      images.length === 1
        ? l10n.t('Upload this image to {0}?', host)
        : l10n.t('Upload these {0} images to {1}?', images.length, host),
    detail: [
      ...lines,
      ...(more > 0 ? [l10n.t('and {0} more', more)] : []),
      '',
      l10n.t(
        'Images leave this machine without camera data and place (EXIF, GPS). You are asked once in this workspace: images that you attach later are uploaded with their request.',
      ),
    ],
    agree: l10n.t('Upload'),
  };
}
