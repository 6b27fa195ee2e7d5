import type { ImageInput } from '../core/imageInput.ts';

const maxWidth = 320;
const maxHeight = 200;
/** Larger files are not decoded for a glance. */
const maxBytes = 20_000_000;

/** How large a picture of an image is shown; undefined: not at all. An address is never asked for it. */
export function thumbnailSize(
  input: ImageInput,
): { readonly width: number; readonly height: number } | undefined {
  if (input.kind !== 'read' || input.facts === undefined || input.bytes > maxBytes) return undefined;
  const { width, height } = input.facts;
  const scale = Math.min(1, maxWidth / width, maxHeight / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
