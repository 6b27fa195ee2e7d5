import * as vscode from 'vscode';
import { oneScreen } from '../webview/oneScreen.ts';
import type { ClipIndex } from '../workspace/clipIndex.ts';
import type { TakesScreen, TakesScreenParts } from './takesScreen.ts';

/** The one takes screen of this window. */
export interface TakesHost extends vscode.Disposable {
  /** `uri`: a prompt file or a clip; absent: the prompt file that is being edited. Throws VideoPromptError. */
  show(uri: vscode.Uri | undefined, shot: string | undefined): Promise<void>;
}

export interface TakesHostParts extends Omit<TakesScreenParts, 'clips'> {
  readonly clips: () => Promise<ClipIndex>;
}

export function registerTakesHost(parts: TakesHostParts): TakesHost {
  const one = oneScreen<TakesScreen>('videoPrompt.takes', vscode.l10n.t('Takes'), async () => {
    const { showTakesScreen } = await import('./takesScreen.ts');
    const { rememberedPlace } = await import('./shotPlace.ts');
    const all = { ...parts, clips: await parts.clips() };
    return {
      create: (panel) => showTakesScreen(all, panel),
      revive: (panel, remembered) => {
        const place = rememberedPlace(remembered);
        return place === undefined ? undefined : showTakesScreen(all, panel, place);
      },
    };
  });
  return {
    async show(uri, shot) {
      const { placeOf } = await import('./shotPlace.ts');
      const place = await placeOf(await parts.clips(), uri, shot);
      if (place === undefined) return;
      const { screen } = await one.open();
      await screen.show(place);
    },
    dispose: () => one.dispose(),
  };
}
