const longest = 1_024;
/** As seen in the wild; whatever could end or leave a path segment is not among it. */
const pattern = /^[A-Za-z0-9_.:=+~@,-]+$/;

/** Whether a text may be a task id: it can stand in a path, percent-encoded, and lead nowhere else. */
export function isTaskId(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > longest || !pattern.test(value)) return false;
  // One of dots alone would be a step in a path.
  return /[A-Za-z0-9_-]/.test(value);
}
