import { isPublicLink, plainUri, relativeUriPath } from '../uriPath.ts';
import { uriOfWrittenPath } from './pathTarget.ts';

/** How a file names another: by a relative path where one leads there, else by its address. */
export function writtenPath(fromFileUri: string, uri: string): string {
  if (isPublicLink(uri) || /[?#]/.test(uri)) return uri;
  const path = relativeUriPath(fromFileUri, uri);
  if (path === undefined) return uri;
  const target = uriOfWrittenPath(path, fromFileUri, { start: 0, end: 0 }, [], () => undefined);
  return target !== undefined && plainUri(target) === plainUri(uri) ? path : uri;
}
