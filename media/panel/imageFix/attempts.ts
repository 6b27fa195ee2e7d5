import type { ImageFixView } from '../../../src/protocol/panel.ts';
import type { Size } from './placement.ts';

/** One try to save a copy: as what, how finely, with how many pixels. */
export interface Attempt extends Size {
  readonly type: string;
  /** 0 to 1; absent for PNG, which loses nothing. */
  readonly quality?: number;
}

const qualities = [0.95, 0.88, 0.8, 0.7, 0.55];
const shrinkBy = 0.8;
const maxShrinks = 10;

/** Every way to make a copy smaller, the one that loses least first; fewer pixels come last, where they may be fewer. */
export function* attempts(
  { types, isSizeFixed }: Pick<ImageFixView, 'types' | 'isSizeFixed'>,
  { width, height }: Size,
): Generator<Attempt> {
  for (let shrinks = 0; shrinks <= (isSizeFixed ? 0 : maxShrinks); shrinks++) {
    const scale = shrinkBy ** shrinks;
    const size = {
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    };
    for (const type of types) {
      if (type === 'image/png') yield { ...size, type };
      else for (const quality of qualities) yield { ...size, type, quality };
    }
  }
}
