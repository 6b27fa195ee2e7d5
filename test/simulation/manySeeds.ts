import { pieces, runAll } from './pool.ts';

const pieceSize = 250;

/** What is said of a seed that broke a promise. */
export function failureOf(seed: number, violations: readonly string[]): string {
  const replay = `seed ${seed} failed; replay it with: npm run simulate -- --seed ${seed} --trace`;
  return [replay, ...violations.map((words) => `  ${words}`)].join('\n');
}

/** That many seeds from `start` on; `say` hears of each that failed. */
export async function runMany(
  start: number,
  count: number,
  say: (words: string) => void,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const sums = { passed: 0, failed: 0 };
  await runAll(pieces(start, count, pieceSize), ({ passed, failed }) => {
    sums.passed += passed;
    sums.failed += failed.length;
    for (const { seed, violations } of failed) say(failureOf(seed, violations));
  });
  return sums;
}
