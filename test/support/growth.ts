import assert from 'node:assert/strict';

/** Four times as much work of a square kind is sixteen times as long; of a straight kind, four times. */
const mostGrowth = 9;
const tries = 3;
/** Below this the processor's own unevenness is larger than what is measured. */
const leastMs = 4;

/**
 * Fails where the work grows faster than its size, by the time that this process itself computed: it is the same however
 * busy the machine is. `run` does work of the given size.
 */
export function assertGrowsStraight(run: (size: number) => void, size: number, what: string): void {
  const least = (of: number) =>
    Math.min(
      ...Array.from({ length: tries }, () => {
        const before = process.cpuUsage();
        run(of);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      }),
    );
  run(size);
  const small = Math.max(leastMs, least(size));
  const large = least(4 * size);
  assert.ok(
    large < mostGrowth * small,
    `${what}: ${String(size)} took ${small} ms, four times that ${large} ms`,
  );
}
