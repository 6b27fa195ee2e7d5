const longestMs = 24 * 60 * 60 * 1_000;

/** Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date. Never negative, a day at most. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.min(Math.ceil(Number(value) * 1_000), longestMs);
  // Only the HTTP form: Date.parse alone would read almost anything.
  if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(value)) return undefined;
  // Its oldest form names no zone, and means the same one.
  const date = Date.parse(/\d{4}$/.test(value) ? `${value} GMT` : value);
  return Number.isNaN(date) ? undefined : Math.min(Math.max(date - nowMs, 0), longestMs);
}
