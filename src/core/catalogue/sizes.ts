import type { SizeOption } from './model.ts';

/** Sizes of one resolution, written as aspect ratio and the `WxH` the endpoint takes. */
export function sizes(resolution: string, wires: Readonly<Record<string, string>>): readonly SizeOption[] {
  return Object.entries(wires).map(([aspectRatio, wire]) => {
    const [width = 0, height = 0] = wire.split('x').map(Number);
    return { aspectRatio, resolution, wire, width, height };
  });
}
