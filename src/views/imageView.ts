import * as l10n from '@vscode/l10n';
import type { ImageInput } from '../core/imageInput.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import type { DraftImageView } from '../protocol/panel.ts';
import { sizeWords } from '../words/jobWords.ts';

/** An image of a request as a form shows it; `srcOf` gives the URI that the webview may load. */
export function imageView(input: ImageInput, srcOf: (uri: string) => string): DraftImageView {
  const base = { id: input.uri, name: fileNameOfUri(input.uri), role: input.role };
  switch (input.kind) {
    case 'missing':
      return { ...base, detail: l10n.t('This file does not exist'), hasError: true };
    case 'link':
      return { ...base, detail: URL.parse(input.uri)?.host ?? '', hasError: false };
    case 'frame':
      return { ...base, detail: l10n.t('Last frame of a clip to come'), hasError: false };
    case 'directory':
      return { ...base, detail: l10n.t('This is a folder'), hasError: true };
    case 'unreadable':
      return { ...base, detail: l10n.t('This file cannot be read'), hasError: true };
    case 'read': {
      const size = sizeWords(input.bytes);
      if (input.facts === undefined)
        return { ...base, detail: l10n.t('{0}, not an image', size), hasError: true };
      if (input.damage !== undefined)
        return { ...base, detail: l10n.t('{0}, cut off or damaged', size), hasError: true };
      const { width, height } = input.facts;
      return { ...base, src: srcOf(input.uri), detail: `${width} × ${height}, ${size}`, hasError: false };
    }
  }
}
