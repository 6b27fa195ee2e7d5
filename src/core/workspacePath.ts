import { clipExtensions, posterEnding, sidecarEnding } from './clipExtension.ts';
import { imageExtensions } from './imageExtensions.ts';
import { maxPromptFileBytes } from './promptFile/maxPromptFileBytes.ts';
import { promptFileEnding } from './promptFileName.ts';
import { pathBelow } from './uriPath.ts';

/** What a path may lead to that a file of a repository says. */
interface PathRule {
  readonly leadsTo: 'file' | 'folder';
  /** What a file's name has to end in, in lower case. */
  readonly endings: readonly string[];
  /** Of a file; larger ones are not opened. */
  readonly maxBytes: number;
}

/** Larger images are not read at all; preflight refuses them by their size. */
export const maxImageBytes = 50 * 1024 * 1024;
/** Of a record with the longest prompt in any script and all images of a request: some 150 KB. */
export const maxSidecarBytes = 200_000;
/** Of the settings of a folder, which people write. */
const maxSettingsBytes = 1_000_000;
const maxClipBytes = 4 * 1024 ** 3;

const promptFile = { leadsTo: 'file', endings: [promptFileEnding], maxBytes: maxPromptFileBytes } as const;
const image = {
  leadsTo: 'file',
  endings: imageExtensions.map((one) => `.${one}`),
  maxBytes: maxImageBytes,
} as const;
const clip = { leadsTo: 'file', endings: clipExtensions, maxBytes: maxClipBytes } as const;

/**
 * Every kind of path that is taken from a file of a repository, or lies beside one by its name. Each leads nowhere but
 * into the workspace folder of the file that says it, links resolved, and to what its rule says.
 */
export const pathRules = {
  /** The prompt file itself, which may be a link. */
  promptFile,
  /** `extends` of a prompt file, or of a file that it extends. */
  base: promptFile,
  /** `images`, `first`, `last` and `references` of a prompt file. */
  image,
  /** `clip` of an image of a prompt file, and a clip itself, which may be a link. */
  clip,
  /** `output` of a prompt file, a setting or a request: the folder. */
  output: { leadsTo: 'folder', endings: [], maxBytes: 0 },
  /** The picture that lies beside a clip. */
  poster: { ...image, endings: [posterEnding] },
  /** The record beside a clip. */
  sidecar: { leadsTo: 'file', endings: [sidecarEnding], maxBytes: maxSidecarBytes },
  /** `request.images[].path` of a sidecar. */
  sidecarImage: image,
  /** `request.images[].clip` of a sidecar. */
  sidecarClip: clip,
  /** `source.file` of a sidecar. */
  sidecarSource: promptFile,
  /** What a folder sets for itself in VS Code. */
  settings: { leadsTo: 'file', endings: ['.json'], maxBytes: maxSettingsBytes },
} as const satisfies Readonly<Record<string, PathRule>>;

export type PathKind = keyof typeof pathRules;

/** Why a path is not followed. */
export type PathRefusal =
  /** It leads out of the folder. */
  | 'outside'
  /** It leads out of the folder through a symbolic link, or a link on the way leads nowhere. */
  | 'link'
  /** Its name, or that of the file a link leads to, does not end as it has to. */
  | 'type'
  /** It is a folder and should be a file, or the reverse. */
  | 'folder'
  /** A pipe, a device or a socket: it may never end, or never begin. */
  | 'special'
  | 'tooLarge'
  | 'missing'
  | 'unreadable';

/** Why a path of a file is not even looked at. */
export type PlaceRefusal = Extract<PathRefusal, 'outside' | 'link' | 'type'>;

/** Whether a path may be followed, though nothing may lie there yet. */
export function isOwnPlace(refusal: PathRefusal | undefined): boolean {
  return placeRefusal(refusal) === undefined;
}

/** Why nobody even looks at what lies there; undefined: it may be looked at. */
export function placeRefusal(refusal: PathRefusal | undefined): PlaceRefusal | undefined {
  return refusal === 'outside' || refusal === 'link' || refusal === 'type' ? refusal : undefined;
}

export function pathRule(kind: PathKind): PathRule {
  return pathRules[kind];
}

/** Whether a file of this name may be what is meant. */
export function hasExpectedName(kind: PathKind, name: string): boolean {
  const { endings, leadsTo } = pathRule(kind);
  const lower = name.toLowerCase();
  return leadsTo === 'folder' || endings.some((ending) => lower.endsWith(ending));
}

/**
 * What can be told of a place by its spelling alone, before anything is asked of a disk or a network: `//server/share` and
 * other schemes are asked for nothing. `isCaseIgnored`: where the file system takes `A` and `a` for the same.
 */
export function refusalBySpelling(
  folderUri: string,
  uri: string,
  kind: PathKind,
  isCaseIgnored = false,
): Extract<PathRefusal, 'outside' | 'type'> | undefined {
  const spelled = (one: string) => (isCaseIgnored ? one.toLowerCase() : one);
  const path = pathBelow(spelled(folderUri), spelled(uri));
  if (path === undefined) return 'outside';
  const segments = path.split('/');
  if (!segments.every(isPlain)) return 'outside';
  const name = segments.findLast((segment) => segment !== '') ?? '';
  return hasExpectedName(kind, name) ? undefined : 'type';
}

/** No character that ends a name early, and nothing that Windows takes for the folder itself or the one above. */
function isPlain(segment: string): boolean {
  if (/[\p{Cc}\p{Cs}]/u.test(segment)) return false;
  return segment === '' || segment.split('\\').every((part) => /[^. ]/.test(part));
}
