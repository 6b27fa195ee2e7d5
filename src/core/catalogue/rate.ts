import type { PriceRate } from './model.ts';

/** A price published for exactly these resolutions. */
export function rate(resolutions: string | readonly string[], microUsdPerSecond: number): PriceRate {
  const list = typeof resolutions === 'string' ? [resolutions] : resolutions;
  return { resolutions: list, microUsdPerSecond, kind: 'listed' };
}
