import type { ImageInput } from '../core/imageInput.ts';
import { fileNameOfUri } from '../core/uriPath.ts';
import type { DraftImageView } from '../protocol/panel.ts';
import { imageWords } from '../words/imageWords.ts';

/** An image of a request as a form shows it; `srcOf` gives the URI that the webview may load. */
export function imageView(input: ImageInput, srcOf: (uri: string) => string): DraftImageView {
  const view = {
    id: input.uri,
    name: fileNameOfUri(input.uri),
    role: input.role,
    detail: imageWords(input),
  };
  switch (input.kind) {
    case 'link':
    case 'frame':
      return { ...view, hasError: false };
    case 'missing':
    case 'directory':
    case 'unreadable':
      return { ...view, hasError: true };
    case 'read':
      return input.facts === undefined || input.damage !== undefined
        ? { ...view, hasError: true }
        : { ...view, src: srcOf(input.uri), hasError: false };
  }
}
