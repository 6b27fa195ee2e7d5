import type { SpendHostMessage, SpendMessage, SpendState } from '../../src/protocol/spend.ts';

interface VsCodeApi {
  postMessage(message: SpendMessage): void;
  getState(): unknown;
  setState(state: SpendMemory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What outlives a reload of the window. */
export interface SpendMemory {
  readonly month?: string;
  readonly shown?: number;
}

/** The extension host, seen from the webview. */
export interface SpendHost {
  send(message: SpendMessage): void;
  recall(): SpendMemory;
  remember(memory: SpendMemory): void;
  listen(listener: (state: SpendState) => void): void;
}

export function connectSpendHost(): SpendHost {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    recall: () => parseMemory(api.getState()),
    remember: (memory) => api.setState(memory),
    listen: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isHostMessage(event.data)) listener(event.data.state);
      }),
  };
}

/** The host is trusted; other windows may post too, so at least the kind must be ours. */
function isHostMessage(data: unknown): data is SpendHostMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'spend';
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
