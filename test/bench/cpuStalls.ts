const tickMs = 5;

/**
 * Watches how long this thread computes without letting timers run, by its CPU time: on a shared machine the wall
 * clock also shows what others do. What is told is at most one tick too long.
 */
export function startCpuStalls(): { stop(): { readonly longestMs: number } } {
  let longestMs = 0;
  let last = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (user + system) / 1000);
  };
  const timer = setInterval(look, tickMs);
  return {
    stop() {
      clearInterval(timer);
      look();
      return { longestMs };
    },
  };
}
