import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposables.ts';
import { openTab } from '../base/show/tab.ts';

interface Closable {
  dispose(): void;
  readonly onDidDispose: vscode.Event<void>;
}

/** The one screen of a kind in this window, made at first use and revived after a reload. */
export interface OneScreen<Shown extends Closable> {
  /** Undefined while none is open. */
  readonly current: Shown | undefined;
  /** The one that is open, else a new one. */
  open(): Promise<{ readonly screen: Shown; readonly isNew: boolean }>;
  dispose(): void;
}

export interface ScreenMaker<Shown extends Closable> {
  readonly create: (panel: vscode.WebviewPanel) => Shown;
  /**
   * After a reload. `remembered` is what the page had kept: data from outside. Undefined: it does not suffice, and the tab
   * is closed. Absent: as for a new one.
   */
  readonly revive?: (panel: vscode.WebviewPanel, remembered: unknown) => Shown | undefined;
}

/** `load` loads the screen's code. */
export function oneScreen<Shown extends Closable>(
  viewType: string,
  title: string,
  load: () => Promise<ScreenMaker<Shown>>,
): OneScreen<Shown> {
  const store = new DisposableStore();
  let current: Shown | undefined;
  const adopt = (screen: Shown) => {
    current = screen;
    screen.onDidDispose(() => {
      if (current === screen) current = undefined;
    });
    return screen;
  };
  store.add(
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel, remembered: unknown) {
        const { create, revive = create } = await load();
        // VS Code revives a tab when it is looked at: another one may have been opened meanwhile.
        const screen = current === undefined ? revive(panel, remembered) : undefined;
        if (screen === undefined) panel.dispose();
        else adopt(screen);
      },
    }),
    { dispose: () => current?.dispose() },
  );
  return {
    get current() {
      return current;
    },
    async open() {
      const { create } = await load();
      if (current !== undefined) return { screen: current, isNew: false };
      return { screen: adopt(create(openTab(viewType, title))), isNew: true };
    },
    dispose: () => store.dispose(),
  };
}
