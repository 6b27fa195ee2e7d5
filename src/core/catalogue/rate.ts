import type { PriceRate, Pricing } from './model.ts';

/** A price by the second, published for exactly these resolutions. */
export function rate(resolutions: string | readonly string[], microUsdPerSecond: number): PriceRate {
  const list = typeof resolutions === 'string' ? [resolutions] : resolutions;
  return { resolutions: list, microUsdPerSecond, kind: 'listed' };
}

/** A price published for each clip, whatever its options. */
export function perClip(microUsd: number): PriceRate {
  return { microUsdPerClip: microUsd, kind: 'listed' };
}

/** Nobody published a price. */
export const unpriced: Pricing = { rates: [], source: '', date: '' };
