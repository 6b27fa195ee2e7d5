import * as vscode from 'vscode';
import type { SpendScreen, SpendScreenParts } from './spendScreen.ts';

/** The one spend screen of this window, made at first use and revived after a reload. */
export interface SpendHost extends vscode.Disposable {
  /** Shows the screen. Where a balance key is stored, CometAPI is asked now. */
  open(): Promise<void>;
  /** Asks for a balance key and shows what it tells. */
  setBalanceKey(): Promise<void>;
  removeBalanceKey(): Promise<void>;
}

export function registerSpendHost(parts: Omit<SpendScreenParts, 'balanceKeys'>): SpendHost {
  let screen: SpendScreen | undefined;
  const load = async () => {
    const { createBalanceKeys } = await import('./balanceKeys.ts');
    const { createSpendPanel, showSpendScreen } = await import('./spendScreen.ts');
    const balanceKeys = createBalanceKeys(parts.context.secrets, parts.keys);
    return {
      balanceKeys,
      create: createSpendPanel,
      show(panel: vscode.WebviewPanel) {
        const next = showSpendScreen({ ...parts, balanceKeys }, panel);
        screen = next;
        next.onDidDispose(() => {
          if (screen === next) screen = undefined;
        });
        return next;
      },
    };
  };
  const serializer = vscode.window.registerWebviewPanelSerializer('videoPrompt.spend', {
    async deserializeWebviewPanel(panel) {
      (await load()).show(panel);
    },
  });
  const open = async () => {
    const loaded = await load();
    screen ??= loaded.show(loaded.create());
    screen.reveal();
    await screen.refreshBalance();
  };
  return {
    open,
    async setBalanceKey() {
      const { askForBalanceKey } = await import('./setBalanceKey.ts');
      if (await askForBalanceKey((await load()).balanceKeys)) await open();
    },
    async removeBalanceKey() {
      const { removeBalanceKey } = await import('./setBalanceKey.ts');
      await removeBalanceKey((await load()).balanceKeys);
    },
    dispose() {
      serializer.dispose();
      screen?.dispose();
    },
  };
}
