import * as vscode from 'vscode';
import type { VideoRequest } from '../../core/request.ts';
import { oneScreen } from '../webview/oneScreen.ts';
import type { Panel, PanelParts } from './panel.ts';
import type { KeepCopy } from './repair.ts';

/** Puts a request into the panel, with the focus on a field; `keepCopy` takes the copies that are drawn of its images. */
export type OpenInPanel = (request: VideoRequest, field: string, keepCopy?: KeepCopy) => Promise<void>;

/** The one panel of this window. */
export interface PanelHost extends vscode.Disposable {
  /** With the focus in the prompt, unless a list is about to take it. */
  open(options?: { readonly focusPrompt?: boolean }): Promise<Panel>;
  readonly isVisible: boolean;
}

export function registerPanelHost(parts: PanelParts): PanelHost {
  const one = oneScreen<Panel>('videoPrompt.panel', vscode.l10n.t('Video Prompt'), async () => {
    const { showPanel } = await import('./panel.ts');
    return { create: (panel) => showPanel(parts, panel) };
  });
  return {
    async open({ focusPrompt = true } = {}) {
      const { screen, isNew } = await one.open();
      if (!isNew) screen.reveal(focusPrompt);
      return screen;
    },
    get isVisible() {
      return one.current?.isVisible ?? false;
    },
    dispose: () => one.dispose(),
  };
}
