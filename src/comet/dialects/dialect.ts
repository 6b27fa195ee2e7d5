import type { ImageType, Model } from '../../core/catalogue/model.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { ImageRole, VideoRequest } from '../../core/request.ts';
import type { EncodedBody } from '../encodedBody.ts';

export interface ImageFile {
  readonly role: ImageRole;
  readonly name: string;
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** What a create request says. */
export interface CreateOrder {
  readonly request: VideoRequest;
  readonly model: Model;
  /** The files; an image that is a public address stands in the request alone. */
  readonly images: readonly ImageFile[];
  /** Our own id of this request. */
  readonly clientId: string;
}

/** What a status answer says of a task. */
export type StatusReading =
  /** `word`: the provider's own, as it came. */
  | { readonly kind: 'running'; readonly progress?: number; readonly word?: string }
  /** `upstreamMicroUsd`: what the maker of the model says it costs, by its own list. */
  | { readonly kind: 'done'; readonly link?: string; readonly upstreamMicroUsd?: MicroUsd }
  /** The provider's reason and its codes, where it gave any. */
  | { readonly kind: 'failed'; readonly reason?: string; readonly codes: readonly string[] }
  /** The answer is not about a task. */
  | { readonly kind: 'none' };

/**
 * How one family of endpoints is spoken. A new one is a file beside this and a line in the registry. The readers get
 * parsed JSON of any form and never throw.
 */
export interface Dialect {
  /** Headers of this family beside the key. */
  readonly headers?: Readonly<Record<string, string>>;
  createPath(request: VideoRequest): string;
  /** The body of a create request; undefined where the model has no spelling for the request. */
  createBody(order: CreateOrder): EncodedBody | undefined;
  /** Makes a finished clip anew by another prompt; `{id}` is its task id. Absent: the family cannot. */
  readonly remix?: { readonly path: string; readonly body: (prompt: string) => EncodedBody };
  /** The task id in an answer to create, wherever it stands. */
  readTaskId(answer: unknown): string | undefined;
  /**
   * Path templates where a task may be asked for, likeliest first; `{id}` is the task id. `hasImages` is undefined where
   * nobody knows what was sent. None: the family has no tasks.
   */
  statusPaths(hasImages: boolean | undefined): readonly string[];
  readStatus(answer: unknown): StatusReading;
  /** Path template of the clip's bytes; absent: only the result link leads to them. */
  readonly contentPath?: string;
  /** True: {@link CreateOrder.clientId} is sent, and the status paths take it in place of the task id. */
  readonly takesClientId?: boolean;
}
