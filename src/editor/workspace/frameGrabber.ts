import * as vscode from 'vscode';
import { baseName } from '../../core/uriPath.ts';
import { VideoPromptError } from '../../core/errors.ts';
import { type FrameMessage, frameMessage, type FrameOrder } from '../../protocol/frame.ts';
import { clipPointerAt } from './lfsFile.ts';
import { notFetchedWords } from '../../words/notFetchedWords.ts';
import { DisposableStore } from '../base/disposables.ts';
import { openTab } from '../base/show/tab.ts';
import { webviewHtml } from '../webview/webviewHtml.ts';

type Frame = Pick<FrameOrder, 'moment' | 'type' | 'maxWidth'>;

/** Takes pictures out of clips. Only a webview can decode video, so each is taken in a tab that closes again by itself. */
export interface FrameGrabber {
  /**
   * One at a time, in the order of asking. Throws VideoPromptError `frame.unavailable` where
   * the clip cannot be read or decoded here, or the tab was closed.
   */
  grab(clip: vscode.Uri, frame: Frame): Promise<Uint8Array>;
}

/** The page gives up before. */
const patienceMs = 45_000;

export function createFrameGrabber(extensionUri: vscode.Uri): FrameGrabber {
  let last: Promise<unknown> = Promise.resolve();
  return {
    grab(clip, frame) {
      const grabbed = last.then(() => grabFrame(extensionUri, clip, frame));
      last = grabbed.catch(() => undefined);
      return grabbed;
    },
  };
}

async function grabFrame(extensionUri: vscode.Uri, clip: vscode.Uri, frame: Frame): Promise<Uint8Array> {
  const name = baseName(clip);
  if ((await clipPointerAt(clip)) !== undefined)
    throw new VideoPromptError('frame.unavailable', notFetchedWords(name));
  const panel = openTab('videoPrompt.frame', name, {
    // The focus stays where it is; a hidden webview would not be loaded.
    preserveFocus: true,
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(clip, '..')],
  });
  try {
    const { webview } = panel;
    const answer = answerOf(panel);
    const order: FrameOrder = {
      src: webview.asWebviewUri(clip).toString(),
      ...frame,
      text: vscode.l10n.t('Reading a frame of {0}…', name),
    };
    webview.html = webviewHtml({ extensionUri, webview, name: 'frame', title: name, data: order });
    const message = await answer;
    if (message.kind === 'frame') return message.data;
    throw unavailable(clip, message.reason);
  } finally {
    panel.dispose();
  }
}

async function answerOf(panel: vscode.WebviewPanel): Promise<FrameMessage> {
  const listeners = new DisposableStore();
  let patience: NodeJS.Timeout | undefined;
  try {
    return await new Promise<FrameMessage>((resolve) => {
      const fail = (reason: string) => resolve({ kind: 'failed', reason });
      patience = setTimeout(() => fail(vscode.l10n.t('no answer')), patienceMs);
      listeners.add(
        panel.webview.onDidReceiveMessage((raw: unknown) => {
          const message = frameMessage.safeParse(raw);
          if (message.success) resolve(message.data);
        }),
        panel.onDidDispose(() => fail(vscode.l10n.t('its tab was closed'))),
      );
    });
  } finally {
    clearTimeout(patience);
    listeners.dispose();
  }
}

function unavailable(clip: vscode.Uri, reason: string): VideoPromptError {
  const text = vscode.l10n.t('No frame could be taken from {0}: {1}', baseName(clip), reason);
  return new VideoPromptError('frame.unavailable', text);
}
