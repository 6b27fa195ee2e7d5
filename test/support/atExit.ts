const endings = new Set<() => void>();
const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Runs `end` (which must be synchronous) when this process ends, also by a signal. Returns the way to take it back. */
export function atExit(end: () => void): () => void {
  if (endings.size === 0) {
    process.on('exit', endAll);
    for (const signal of signals) process.on(signal, onSignal);
  }
  endings.add(end);
  return () => {
    if (!endings.delete(end) || endings.size > 0) return;
    process.off('exit', endAll);
    for (const signal of signals) process.off(signal, onSignal);
  };
}

function endAll(): void {
  for (const end of endings) end();
}

/** A signal that nobody else listens to would end the process without its 'exit' event. */
function onSignal(signal: (typeof signals)[number]): void {
  if (process.listenerCount(signal) === 1) process.exit(codes[signal]);
}
