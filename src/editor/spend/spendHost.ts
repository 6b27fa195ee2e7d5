import * as vscode from 'vscode';
import { oneScreen } from '../webview/oneScreen.ts';
import type { SpendScreen, SpendScreenParts } from './spendScreen.ts';

/** The one spend screen of this window. */
export interface SpendHost extends vscode.Disposable {
  /** Shows the screen. Where a balance key is stored, CometAPI is asked now. */
  open(): Promise<void>;
  /** Asks for a balance key and shows what it tells. */
  setBalanceKey(): Promise<void>;
  removeBalanceKey(): Promise<void>;
}

export function registerSpendHost(parts: Omit<SpendScreenParts, 'balanceKeys'>): SpendHost {
  const balanceKeys = async () => {
    const { createBalanceKeys } = await import('./balanceKeys.ts');
    return createBalanceKeys(parts.context.secrets, parts.keys);
  };
  const one = oneScreen<SpendScreen>('videoPrompt.spend', vscode.l10n.t('Video Prompt: Spend'), async () => {
    const { showSpendScreen } = await import('./spendScreen.ts');
    const all = { ...parts, balanceKeys: await balanceKeys() };
    return { create: (panel) => showSpendScreen(all, panel) };
  });
  const open = async () => {
    const { screen } = await one.open();
    screen.reveal();
    await screen.refreshBalance();
  };
  return {
    open,
    async setBalanceKey() {
      const { askForBalanceKey } = await import('./setBalanceKey.ts');
      if (await askForBalanceKey(await balanceKeys())) await open();
    },
    async removeBalanceKey() {
      const { removeBalanceKey } = await import('./setBalanceKey.ts');
      await removeBalanceKey(await balanceKeys());
    },
    dispose: () => one.dispose(),
  };
}
