import * as vscode from 'vscode';
import type { VideoRequest } from '../../core/request.ts';
import type { Panel, PanelParts } from './panel.ts';
import type { KeepCopy } from './repair.ts';

/** Puts a request into the panel, with the focus on a field; `keepCopy` takes the copies that are drawn of its images. */
export type OpenInPanel = (request: VideoRequest, field: string, keepCopy?: KeepCopy) => Promise<void>;

/** The one panel of this window, made at first use and revived after a reload. */
export interface PanelHost extends vscode.Disposable {
  /** With the focus in the prompt, unless a list is about to take it. */
  open(options?: { readonly focusPrompt?: boolean }): Promise<Panel>;
  readonly isVisible: boolean;
}

export function registerPanelHost(parts: PanelParts): PanelHost {
  let panel: Panel | undefined;
  const load = () => import('./panel.ts');
  const adopt = (next: Panel) => {
    panel = next;
    next.onDidDispose(() => {
      if (panel === next) panel = undefined;
    });
    return next;
  };
  const serializer = vscode.window.registerWebviewPanelSerializer('videoPrompt.panel', {
    async deserializeWebviewPanel(webviewPanel) {
      const { showPanel } = await load();
      adopt(showPanel(parts, webviewPanel));
    },
  });
  return {
    async open({ focusPrompt = true } = {}) {
      const { createWebviewPanel, showPanel } = await load();
      if (panel === undefined) return adopt(showPanel(parts, createWebviewPanel()));
      panel.reveal(focusPrompt);
      return panel;
    },
    get isVisible() {
      return panel?.isVisible ?? false;
    },
    dispose() {
      serializer.dispose();
      panel?.dispose();
    },
  };
}
