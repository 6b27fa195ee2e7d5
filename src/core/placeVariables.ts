import { resolveOutput } from './fileName.ts';
import { pathBelow, uriOfPath } from './uriPath.ts';

/** What the variables of a setting stand for. */
export interface PlaceContext {
  /** The workspace folder that a relative path is in. */
  readonly folderUri: string;
  /** All of them. */
  readonly folders: readonly { readonly name: string; readonly uri: string }[];
  /** Absent: the person's own folder is not on this machine. */
  readonly homeUri?: string;
}

export type ReadPlace =
  | {
      readonly kind: 'place';
      readonly folderUri: string;
      /** Below it, without `..`. */ readonly path: string;
    }
  | { readonly kind: 'outside' }
  /** As it is written. */
  | { readonly kind: 'unknown'; readonly variable: string };

/** The variables that may stand in a folder's path, as people write them. */
export const placeVariables = [
  '${workspaceFolder}',
  '${workspaceFolder:name}',
  '${workspaceFolderBasename}',
  '${userHome}',
  '${/}',
  '~',
] as const;

const start = /^(?:\$\{(workspaceFolder|userHome)(?::([^}]*))?\}|(~))(?=[/\\]|\$\{(?:\/|pathSeparator)\}|$)/;
/** Also those of shells, which a setting does not read. */
const variable = /\$\{([^}]*)\}?|\$(?:env:)?[A-Za-z_]\w*|%[A-Za-z_][\w()]*%/gi;

/** Reads a folder's path with the editor's variables: relative to the workspace folder, or anywhere inside one. */
export function readPlace(text: string, context: PlaceContext): ReadPlace {
  const { folderUri, folders, homeUri } = context;
  const [written = '', name, of, tilde] = start.exec(text) ?? [];
  const filled = fillIn(text.slice(written.length), context);
  if (typeof filled !== 'string') return filled;
  if (written === '') return inside(folderUri, filled);
  const rest = filled.replace(/^[/\\]/, '');
  const isHome = tilde !== undefined || name === 'userHome';
  const named = of === undefined ? folderUri : folders.find((one) => one.name === of)?.uri;
  const base = isHome ? (of === undefined ? homeUri : undefined) : named;
  if (base === undefined) return { kind: 'unknown', variable: written };
  if (resolveOutput(rest) === undefined) return { kind: 'outside' };
  const target = uriOfPath(`${base}/-`, rest);
  const owners = [folderUri, ...folders.map(({ uri }) => uri)];
  for (const owner of target === undefined ? [] : owners) {
    const path = pathBelow(owner, target ?? '');
    if (path !== undefined) return inside(owner, path);
  }
  return { kind: 'outside' };
}

function inside(folderUri: string, path: string): ReadPlace {
  return resolveOutput(path) === undefined ? { kind: 'outside' } : { kind: 'place', folderUri, path };
}

/** Variables that stand for a word; the others mean a place, and only at the beginning. */
function fillIn(text: string, { folderUri, folders }: PlaceContext): string | ReadPlace {
  let unknown: string | undefined;
  const filled = text.replace(variable, (written, name?: string) => {
    if (name === '/' || name === 'pathSeparator') return '/';
    const folder = folders.find(({ uri }) => uri === folderUri);
    if (name === 'workspaceFolderBasename' && folder !== undefined) return folder.name;
    unknown ??= written;
    return written;
  });
  return unknown === undefined ? filled : { kind: 'unknown', variable: unknown };
}

/**
 * A name with each `${name}` filled in; what stands in for one is not read again. A variable that is not among the
 * values is given back as it is written.
 */
export function fillName(
  pattern: string,
  values: Readonly<Record<string, string>>,
): { readonly name: string } | { readonly unknown: string } {
  let unknown: string | undefined;
  const name = pattern.replace(/\$\{([^}]*)\}?/g, (written, key: string) => {
    if (Object.hasOwn(values, key)) return values[key] ?? '';
    unknown ??= written;
    return written;
  });
  return unknown === undefined ? { name } : { unknown };
}
