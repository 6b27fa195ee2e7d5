/** The extension host, seen from a webview. */
export interface Host<Sent, Heard> {
  send(message: Sent): void;
  /** What was remembered before the webview was hidden or the window reloaded, perhaps by an earlier version. */
  recall(): unknown;
  remember(memory: unknown): void;
  listen(listener: (message: Heard) => void): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** `kinds`: every kind of message that the host sends. It is trusted, but other windows may post too: theirs are ignored. */
export function connectHost<Sent, Heard extends { readonly kind: string }>(
  kinds: Readonly<Record<Heard['kind'], true>>,
): Host<Sent, Heard> {
  const api = acquireVsCodeApi();
  const isOurs = (data: unknown): data is Heard =>
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    typeof data.kind === 'string' &&
    Object.hasOwn(kinds, data.kind);
  return {
    send: (message) => api.postMessage(message),
    recall: () => api.getState(),
    remember: (memory) => api.setState(memory),
    listen: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isOurs(event.data)) listener(event.data);
      }),
  };
}

/** What the host wrote into the document itself: the screen's words. */
export function pageData(): unknown {
  return JSON.parse(document.getElementById('data')?.textContent ?? '{}');
}
