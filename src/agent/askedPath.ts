/** A folder of the workspace, and what people call it. */
export interface NamedFolder {
  readonly name: string;
  readonly uri: string;
}

/** What an agent means by a path. Nothing is said of what lies there. */
export type AskedPath =
  | { readonly kind: 'uri'; readonly uri: string }
  /** On this machine's disk. */
  | { readonly kind: 'disk'; readonly path: string }
  | { readonly kind: 'below'; readonly folderUri: string; readonly path: string };

/**
 * A path as an agent gives it: a URI, absolute (`isAbsolute` knows the system), or relative to a folder of the workspace, whose
 * name it begins with where there are several.
 */
export function readAskedPath(
  text: string,
  folders: readonly NamedFolder[],
  isAbsolute: (path: string) => boolean,
): AskedPath {
  if (/^[a-z][a-z0-9+.-]+:\//i.test(text)) return { kind: 'uri', uri: text };
  if (isAbsolute(text)) return { kind: 'disk', path: text };
  const [name = '', ...rest] = text.split(/[\\/]/);
  const named = folders.length > 1 ? folders.find((folder) => folder.name === name) : undefined;
  const folder = named ?? folders[0];
  if (folder === undefined) return { kind: 'disk', path: text };
  return { kind: 'below', folderUri: folder.uri, path: named === undefined ? text : rest.join('/') };
}
