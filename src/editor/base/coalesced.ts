import type * as vscode from 'vscode';

/** Several calls within `delayMs` become one, at their end. */
export interface Coalesced extends vscode.Disposable {
  call(): void;
}

export function coalesced(run: () => void, delayMs: number): Coalesced {
  let timer: NodeJS.Timeout | undefined;
  return {
    call() {
      timer ??= setTimeout(() => {
        timer = undefined;
        run();
      }, delayMs);
    },
    dispose() {
      clearTimeout(timer);
    },
  };
}
