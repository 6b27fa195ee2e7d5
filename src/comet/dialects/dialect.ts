import type { ImageType, Model } from '../../core/catalogue/model.ts';
import type { ImageRole, VideoRequest } from '../../core/request.ts';
import type { EncodedBody } from '../multipart.ts';

export interface ImageFile {
  readonly role: ImageRole;
  readonly name: string;
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** What a status answer says of a task. */
export type StatusReading =
  | { readonly kind: 'running'; readonly progress?: number }
  | { readonly kind: 'done'; readonly link?: string }
  /** The provider's reason and its codes, where it gave any. */
  | { readonly kind: 'failed'; readonly reason?: string; readonly codes: readonly string[] }
  /** The answer is not about a task. */
  | { readonly kind: 'none' };

/**
 * How one family of endpoints is spoken. A new one is a file beside this and a line in the registry. The readers get
 * parsed JSON of any form and never throw.
 */
export interface Dialect {
  /** Path templates; `{id}` is the task id. */
  readonly paths: { readonly create: string; readonly status: string; readonly content: string };
  /** Headers of this family beside the key. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body of a create request; undefined where the model has no spelling for the request. */
  createBody(request: VideoRequest, model: Model, images: readonly ImageFile[]): EncodedBody | undefined;
  /** Makes a finished clip anew by another prompt; `{id}` is its task id. Absent: the family cannot. */
  readonly remix?: { readonly path: string; readonly body: (prompt: string) => EncodedBody };
  /** The task id in an answer to create, wherever it stands. */
  readTaskId(answer: unknown): string | undefined;
  readStatus(answer: unknown): StatusReading;
}
