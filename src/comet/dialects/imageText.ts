import { isPublicLink } from '../../core/uriPath.ts';
import type { VideoRequest } from '../../core/request.ts';
import type { ImageFile } from './dialect.ts';

/** An image inside JSON, as a `data:` URI. */
export function dataUri({ type, bytes }: ImageFile): string {
  return `data:${type};base64,${base64(bytes)}`;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The public address of the image in this place of the request; undefined where there is none, or it is a file. */
export function linkAt({ images }: VideoRequest, index: number): string | undefined {
  const uri = images[index]?.uri;
  return uri !== undefined && isPublicLink(uri) ? uri : undefined;
}
