import type { HostMessage, PanelMessage } from '../../src/protocol/panel.ts';

interface VsCodeApi {
  postMessage(message: PanelMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host, seen from the webview. */
export interface Host {
  send(message: PanelMessage): void;
  /** What was remembered before the webview was hidden or the window reloaded. */
  recall(): unknown;
  remember(memory: unknown): void;
  listen(listener: (message: HostMessage) => void): void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    recall: () => api.getState(),
    remember: (memory) => api.setState(memory),
    listen: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isHostMessage(event.data)) listener(event.data);
      }),
  };
}

const kinds: readonly string[] = [
  'state',
  'focus',
  'showField',
  'imageFix',
  'grabFrame',
  'announce',
] satisfies readonly HostMessage['kind'][];

/** The host is trusted; other windows may post too, so at least the kind must be one of ours. */
function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  return typeof data.kind === 'string' && kinds.includes(data.kind);
}
