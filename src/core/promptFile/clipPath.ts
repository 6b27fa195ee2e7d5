import { clipExtensions } from '../clipExtension.ts';

/** Whether a path is that of a clip, of which the last frame is meant. */
export function isClipPath(path: string): boolean {
  const lower = path.toLowerCase();
  return clipExtensions.some((extension) => lower.endsWith(extension));
}
