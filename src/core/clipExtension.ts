import { promptFileEnding } from './promptFileName.ts';

/** What a clip's file can end in; MPEG streams not in `.ts`, which an editor takes for code. */
export const clipExtensions = [
  '.mp4',
  '.mov',
  '.webm',
  '.mkv',
  '.avi',
  '.flv',
  '.ogv',
  '.m2t',
  '.m2ts',
  '.mpg',
  '.h264',
  '.h265',
  '.wmv',
  '.mxf',
  '.ivf',
  '.y4m',
  '.gif',
] as const;

export type ClipExtension = (typeof clipExtensions)[number];

/** The record beside a clip: `boat.mp4.json`. */
export const sidecarEnding = '.json';
/** The picture beside a clip: `boat.mp4.jpg`. */
export const posterEnding = '.jpg';

const endings = clipExtensions.map((extension) => extension.slice(1)).join(',');
export const clipGlob = `**/*.{${endings}}`;
export const sidecarGlob = `${clipGlob}${sidecarEnding}`;
export const clipOrPromptFileGlob = `**/*.{${endings},${promptFileEnding.slice(1)}}`;

/** By its name; of a URI or anything else with a path. */
export function isClip({ path }: { readonly path: string }): boolean {
  const name = path.toLowerCase();
  return clipExtensions.some((extension) => name.endsWith(extension));
}

export function isSidecar({ path }: { readonly path: string }): boolean {
  return path.endsWith(sidecarEnding);
}
