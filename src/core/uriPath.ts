interface UriParts {
  /** Scheme and authority. */
  readonly host: string;
  /** The same as it is written. */
  readonly authority: string;
  /** Decoded, without empty ones. */
  readonly segments: readonly string[];
  readonly isFolder: boolean;
}

/** The file's own name, decoded; empty where the URI names none. */
export function fileNameOfUri(uri: string): string {
  return splitUri(uri)?.segments.at(-1) ?? '';
}

/** The names of the folders that a file lies in, and its own, decoded. */
export function namesInUri(uri: string): readonly string[] {
  return splitUri(uri)?.segments ?? [];
}

/** The file's own name, of a URI that is taken apart already. */
export function baseName({ path }: { readonly path: string }): string {
  return path.slice(path.lastIndexOf('/') + 1);
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

/** The innermost of these folders that a place lies in. */
export function innermostFolder(folderUris: readonly string[], uri: string): string | undefined {
  return folderUris
    .filter((folderUri) => pathBelow(folderUri, uri) !== undefined)
    .sort((one, other) => other.length - one.length)[0];
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

/**
 * The URI of a file that another one names by a relative path, `/` between its folders and every other character as it
 * is. Undefined where the path leads above the root or has halves of characters, or the first URI has no path.
 */
export function uriOfPath(fromFileUri: string, relativePath: string): string | undefined {
  const from = splitUri(fromFileUri);
  if (from === undefined || !relativePath.isWellFormed()) return undefined;
  const segments = from.segments.slice(0, -1);
  for (const segment of relativePath.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined;
    } else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return joinUri(from, segments);
}

/** One spelling for a file, however its URI was written: to be compared. */
export function plainUri(uri: string): string {
  const parts = splitUri(uri);
  return parts === undefined ? uri : joinUri(parts, parts.segments);
}

/** As the editor spells URIs. */
function joinUri({ authority }: UriParts, segments: readonly string[]): string {
  return `${authority}/${segments.map(encode).join('/')}`;
}

function encode(segment: string): string {
  if (/^[\w.~-]*$/.test(segment)) return segment;
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A URI for people: a file of this machine as its system writes paths, anything else decoded. */
export function shownUri(uri: string): string {
  const parts = splitUri(uri);
  if (parts === undefined) return uri;
  const path = parts.segments.join('/');
  if (!parts.host.startsWith('file://')) return `${parts.authority}/${path}`;
  const server = parts.authority.slice('file://'.length);
  if (server !== '') return `\\\\${server}\\${path.replaceAll('/', '\\')}`;
  return /^[a-z]:$/.test(parts.segments[0] ?? '') ? path.replaceAll('/', '\\') : `/${path}`;
}

/** True for `scheme://…`; false for a path, a drive letter included. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(text);
}

/** Undefined for what is no such URI, and for dots or hidden slashes that a file system would take for another place. */
function splitUri(uri: string): UriParts | undefined {
  const [, host, path] = /^([a-z][a-z0-9+.-]+:\/\/[^/?#]*)([^?#]*)/i.exec(uri) ?? [];
  if (host === undefined || path === undefined) return undefined;
  const segments: string[] = [];
  for (const part of path.split('/')) {
    if (part === '') continue;
    const segment = decode(part);
    if (segment === '.' || segment === '..' || segment.includes('/')) return undefined;
    segments.push(segment);
  }
  const [first] = segments;
  // Editors write a drive as `c%3A` or `C:`.
  if (first !== undefined && /^[A-Z]:$/.test(first)) segments[0] = first.toLowerCase();
  return { host: host.toLowerCase(), authority: host, segments, isFolder: path.endsWith('/') };
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
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
