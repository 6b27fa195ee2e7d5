/** What outlives a reload of the window. */
export interface SpendMemory {
  readonly month?: string;
  readonly shown?: number;
}

/** Reads back what an earlier version may have remembered differently. */
export function parseMemory(value: unknown): SpendMemory {
  if (typeof value !== 'object' || value === null) return {};
  const month = 'month' in value ? value.month : undefined;
  const shown = 'shown' in value ? value.shown : undefined;
  return {
    ...(typeof month === 'string' && /^\d{4}-\d{2}$/.test(month) ? { month } : {}),
    ...(typeof shown === 'number' && Number.isInteger(shown) && shown >= 1 && shown <= 1_000_000
      ? { shown }
      : {}),
  };
}
