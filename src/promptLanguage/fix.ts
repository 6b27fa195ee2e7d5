import type { TextEdit } from '../core/promptFile/textEdit.ts';
import type { VideoRequest } from '../core/request.ts';

/** An image of a clip, of which a copy is to be drawn. */
export interface ImageToDraw {
  readonly slug: string;
  readonly cell: string;
  /** Among the images of the request. */
  readonly index: number;
}

/** What may settle a finding: edits, or a copy of an image that a person draws. */
export type Fix =
  | {
      readonly title: string;
      readonly edits: readonly TextEdit[];
      /** What the request has afterwards; absent where words are corrected. */
      readonly values?: Partial<VideoRequest>;
    }
  | { readonly title: string; readonly draw: ImageToDraw };
