import type { TakesHostMessage, TakesMessage, TakesState } from '../../src/protocol/takes.ts';

interface VsCodeApi {
  postMessage(message: TakesMessage): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host, seen from the webview. */
export interface TakesHost {
  send(message: TakesMessage): void;
  listen(listener: (state: TakesState) => void): void;
}

export function connectTakesHost(): TakesHost {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    listen: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isHostMessage(event.data)) listener(event.data.state);
      }),
  };
}

/** The host is trusted; other windows may post too, so at least the kind must be ours. */
function isHostMessage(data: unknown): data is TakesHostMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'takes';
}
