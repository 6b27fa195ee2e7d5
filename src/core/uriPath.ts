interface UriParts {
  /** Scheme and authority. */
  readonly host: string;
  /** Decoded, without empty ones. */
  readonly segments: readonly string[];
  readonly isFolder: boolean;
}

/** The file's own name, decoded; empty where the URI names none. */
export function fileNameOfUri(uri: string): string {
  return splitUri(uri)?.segments.at(-1) ?? '';
}

/** The path of a URI below a folder, decoded: empty for the folder itself, undefined outside. A trailing `/` stays. */
export function pathBelow(folderUri: string, uri: string): string | undefined {
  const folder = splitUri(folderUri);
  const target = splitUri(uri);
  if (target === undefined || folder?.host !== target.host) return undefined;
  if (!folder.segments.every((segment, index) => segment === target.segments[index])) return undefined;
  const path = target.segments.slice(folder.segments.length).join('/');
  return path !== '' && target.isFolder ? `${path}/` : path;
}

/** `../images/a.png`: how a file is named from beside another file, or undefined where no relative path leads there. */
export function relativeUriPath(fromFileUri: string, toUri: string): string | undefined {
  const from = splitUri(fromFileUri);
  const to = splitUri(toUri);
  if (to === undefined || from?.host !== to.host || to.segments.length === 0) return undefined;
  const directory = from.segments.slice(0, -1);
  const split = directory.findIndex((segment, index) => segment !== to.segments[index]);
  const shared = Math.min(split === -1 ? directory.length : split, to.segments.length - 1);
  return [...directory.slice(shared).map(() => '..'), ...to.segments.slice(shared)].join('/');
}

/** True for `scheme://…`; false for a path, a drive letter included. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(text);
}

/** Undefined for what is no such URI, and for dots or hidden slashes that a file system would take for another place. */
function splitUri(uri: string): UriParts | undefined {
  const [, host, path] = /^([a-z][a-z0-9+.-]+:\/\/[^/?#]*)([^?#]*)/i.exec(uri) ?? [];
  if (host === undefined || path === undefined) return undefined;
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  if (segments.some((segment) => segment === '.' || segment === '..' || segment.includes('/')))
    return undefined;
  const [first] = segments;
  // Editors write a drive as `c%3A` or `C:`.
  if (first !== undefined && /^[A-Z]:$/.test(first)) segments[0] = first.toLowerCase();
  return { host: host.toLowerCase(), segments, isFolder: path.endsWith('/') };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A public address, which is sent as it is instead of bytes. */
export function isPublicLink(uri: string): boolean {
  return /^https:\/\//i.test(uri);
}
