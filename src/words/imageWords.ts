import * as l10n from '@vscode/l10n';
import type { ImageInput } from '../core/imageInput.ts';
import { sizeWords } from './jobWords.ts';

/** What lies at an image's place: `1280 × 720, 2 KB`, or why there is none that can be drawn. */
export function imageWords(input: ImageInput): string {
  switch (input.kind) {
    case 'missing':
      return l10n.t('This file does not exist');
    case 'link':
      return URL.parse(input.uri)?.host ?? '';
    case 'frame':
      return l10n.t('Last frame of a clip to come');
    case 'directory':
      return l10n.t('This is a folder');
    case 'unreadable':
      return l10n.t('This file cannot be read');
    case 'read': {
      const size = sizeWords(input.bytes);
      if (input.facts === undefined) return l10n.t('{0}, not an image', size);
      if (input.damage !== undefined) return l10n.t('{0}, cut off or damaged', size);
      return `${input.facts.width} × ${input.facts.height}, ${size}`;
    }
  }
}
