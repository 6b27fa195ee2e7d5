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
