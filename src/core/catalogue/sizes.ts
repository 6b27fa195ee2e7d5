import type { SizeOption } from './model.ts';

/** Sizes of one resolution, written as aspect ratio and the `WxH` the endpoint takes. */
export function sizes(resolution: string, wires: Readonly<Record<string, string>>): readonly SizeOption[] {
  return Object.entries(wires).map(([aspectRatio, wire]) => {
    const [width = 0, height = 0] = wire.split('x').map(Number);
    return { aspectRatio, resolution, wire, width, height };
  });
}

/** Sizes of one resolution where the endpoint takes the aspect ratio itself, and publishes no pixels. */
export function shapes(resolution: string, aspectRatios: readonly string[]): readonly SizeOption[] {
  return aspectRatios.map((aspectRatio) => ({ aspectRatio, resolution, wire: aspectRatio }));
}
