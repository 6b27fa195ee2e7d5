import { isUri, pathBelow } from './uriPath.ts';

const maxSlugLength = 60;
/** Leaves room for a counter, `.mp4.json` and `.part` in the 255 bytes most file systems allow. */
const maxSegmentBytes = 200;
/** Windows opens these as devices, whatever extension follows: a clip written there is gone. */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

/** A file name from a prompt, safe on every system: its first words, joined by `-`; `clip` where none is left. */
export function slugFromPrompt(prompt: string): string {
  const words = prompt
    .slice(0, 1000)
    .normalize('NFC')
    .toLowerCase()
    // Invisible and direction-changing characters, and the apostrophe inside a word.
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}'’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/(^|-)\p{M}+/gu, '$1')
    .normalize('NFC');
  const slug = cutAtWord(words.replace(/-+/g, '-').replace(/^-/, '')).replace(/-$/, '');
  if (slug === '') return 'clip';
  return deviceName.test(slug) ? `clip-${slug}` : slug;
}

function cutAtWord(words: string): string {
  if (words.length <= maxSlugLength) return words;
  const end = words.lastIndexOf('-', maxSlugLength);
  if (end > 0) return words.slice(0, end);
  // One long word: cut between whole characters.
  return words.slice(0, maxSlugLength).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * The name of the clip: `name.mp4`, then `name-2.mp4`, `name-3.mp4` … while the name is taken.
 * The counter starts at 1; the extension brings its dot.
 */
export function clipFileName(baseName: string, counter: number, extension: string): string {
  return counter <= 1 ? `${baseName}${extension}` : `${baseName}-${String(counter)}${extension}`;
}

/** A file name without the extension `.mp4`, which the clip gets anyway. */
export function withoutClipExtension(fileName: string): string {
  return fileName.replace(/(?<=.)\.mp4$/i, '');
}

/** Where an output path leads, below the folder it is relative to. */
export interface ResolvedOutput {
  /** Joined by `/`, without one at either end; empty: the folder itself. */
  readonly directory: string;
  /** As written; absent where the path ends in `/`. */
  readonly fileName?: string;
}

/** Reads a relative output path, empty for the folder itself; undefined where it could leave its folder or names a file not every system can hold. */
export function resolveOutput(output: string): ResolvedOutput | undefined {
  if (output.startsWith('/')) return undefined;
  const segments = output.split('/');
  const last = segments.pop() ?? '';
  const isFolder = last === '' || last === '.';
  const directories = segments.filter((segment) => segment !== '' && segment !== '.');
  if (!directories.every(isSafeSegment) || !(isFolder || isSafeSegment(last))) return undefined;
  const directory = directories.join('/');
  return isFolder ? { directory } : { directory, fileName: last };
}

/** Reads an output of a request in a folder, a relative path or a URI below it; undefined where it leads elsewhere. */
export function ownOutput(output: string, folderUri: string): ResolvedOutput | undefined {
  const relative = isUri(output) ? pathBelow(folderUri, output) : output;
  return relative === undefined ? undefined : resolveOutput(relative);
}

/** Whether a relative path stays in the folder it is relative to, on every system. */
export function isInside(relativePath: string): boolean {
  return resolveOutput(relativePath) !== undefined;
}

function isSafeSegment(segment: string): boolean {
  return (
    // Windows drops dots and spaces at the end, so that `.. ` means the folder above.
    !/[. ]$/.test(segment) &&
    !segment.startsWith(' ') &&
    !/[\\:<>"|?*\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(segment) &&
    !deviceName.test(segment) &&
    new TextEncoder().encode(segment).length <= maxSegmentBytes
  );
}
