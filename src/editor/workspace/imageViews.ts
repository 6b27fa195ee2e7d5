import * as vscode from 'vscode';
import { baseName } from '../../core/uriPath.ts';
import type { ImageInput } from '../../core/imageInput.ts';
import type { RequestImage } from '../../core/request.ts';
import type { DraftImageView } from '../../protocol/panel.ts';
import { glanceAtImage } from './images.ts';
import { sizeWords } from '../../words/jobWords.ts';
import { statOf } from '../base/stat.ts';

interface Looked {
  readonly stamp: string;
  readonly input: ImageInput;
}

/** What lies at the draft's images, read once for each version of a file. */
export interface ImageLook {
  /** `namedBy`: the prompt file that names them; absent: a person chose them. */
  look(images: readonly RequestImage[], namedBy?: vscode.Uri): Promise<readonly ImageInput[]>;
}

export function createImageLook(): ImageLook {
  const cache = new Map<string, Looked>();
  return {
    look: (images, namedBy) =>
      Promise.all(
        images.map(async (image) => {
          const uri = vscode.Uri.parse(image.uri);
          const stat = await statOf(uri);
          const stamp = stat === undefined ? '' : `${stat.type} ${stat.mtime} ${stat.size}`;
          const key = `${image.uri} ${namedBy?.toString() ?? ''}`;
          const known = cache.get(key);
          if (known?.stamp === stamp) return { ...known.input, ...image };
          const input = await glanceAtImage(image, namedBy);
          cache.set(key, { stamp, input });
          return input;
        }),
      ),
  };
}

export function imageView(input: ImageInput, toWebview: (uri: vscode.Uri) => string): DraftImageView {
  const uri = vscode.Uri.parse(input.uri);
  const base = { id: input.uri, name: baseName(uri), role: input.role };
  switch (input.kind) {
    case 'missing':
      return { ...base, detail: vscode.l10n.t('This file does not exist'), hasError: true };
    case 'link':
      return { ...base, detail: uri.authority, hasError: false };
    case 'frame':
      return { ...base, detail: vscode.l10n.t('Last frame of a clip to come'), hasError: false };
    case 'directory':
      return { ...base, detail: vscode.l10n.t('This is a folder'), hasError: true };
    case 'unreadable':
      return { ...base, detail: vscode.l10n.t('This file cannot be read'), hasError: true };
    case 'read': {
      const size = sizeWords(input.bytes);
      if (input.facts === undefined)
        return { ...base, detail: vscode.l10n.t('{0}, not an image', size), hasError: true };
      if (input.damage !== undefined)
        return { ...base, detail: vscode.l10n.t('{0}, cut off or damaged', size), hasError: true };
      const { width, height } = input.facts;
      return { ...base, src: toWebview(uri), detail: `${width} × ${height}, ${size}`, hasError: false };
    }
  }
}
