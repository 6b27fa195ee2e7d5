import type { SpendState, SpendViewId } from '../../src/protocol/spend.ts';

/** What outlives a reload of the window. */
export interface SpendMemory {
  readonly view?: SpendViewId;
  readonly month?: string;
  readonly shown?: number;
}

/** Reads back what an earlier version may have remembered differently. */
export function parseMemory(value: unknown): SpendMemory {
  if (typeof value !== 'object' || value === null) return {};
  const view = 'view' in value ? value.view : undefined;
  const month = 'month' in value ? value.month : undefined;
  const shown = 'shown' in value ? value.shown : undefined;
  return {
    ...(view === 'computer' || view === 'repository' ? { view } : {}),
    ...(typeof month === 'string' && /^\d{4}-\d{2}$/.test(month) ? { month } : {}),
    ...(typeof shown === 'number' && Number.isInteger(shown) && shown >= 1 && shown <= 1_000_000
      ? { shown }
      : {}),
  };
}

/** The month stays chosen while the repository is shown. */
export function memoryOf(state: SpendState, { month }: SpendMemory): SpendMemory {
  if (state.view === 'repository')
    return { view: state.view, ...(month === undefined ? {} : { month }), shown: state.shown };
  return {
    view: state.view,
    month: state.month,
    ...(state.jobs.length === 0 ? {} : { shown: Math.max(100, state.jobs.length) }),
  };
}
