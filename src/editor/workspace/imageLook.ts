import * as vscode from 'vscode';
import type { ImageInput } from '../../core/imageInput.ts';
import type { RequestImage } from '../../core/request.ts';
import { glanceAtImage } from './images.ts';
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
