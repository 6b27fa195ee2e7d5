import * as vscode from 'vscode';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { DisposableStore } from '../base/disposables.ts';
import type { JobCommands } from './jobCommands.ts';
import type { LazySession } from '../session/lazySession.ts';

export interface ResumeParts {
  readonly session: LazySession;
  readonly keys: ApiKeys;
  readonly jobs: () => Promise<JobCommands>;
  readonly isPanelVisible: () => boolean;
  readonly report: (error: unknown) => Promise<void>;
}

/**
 * Opens the session by itself where the extension was used before, so that paid jobs go on; and says when a clip is
 * ready. A window that was open before the first use elsewhere notices it when a key is set or it gets the focus.
 */
export function registerResume({
  session,
  keys,
  jobs,
  isPanelVisible,
  report,
}: ResumeParts): vscode.Disposable {
  const listening = new DisposableStore();
  let told: string | undefined;
  const look = async () => {
    if (session.current !== undefined) return;
    try {
      await session.openIfUsed();
      told = undefined;
    } catch (error) {
      // The same trouble is told once, not at every focus.
      const words = String(error);
      if (words !== told) await report(error);
      told = words;
    }
  };
  void look();
  return vscode.Disposable.from(
    keys.onDidChange(() => void look()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void look();
    }),
    session.onDidOpen((opened) => {
      // What happens before the messages are loaded is told then.
      const early = [...opened.engine.active()];
      const waiting = opened.engine.onDidChangeJob((job) => early.push(job));
      listening.add(opened.engine.onDidFail((error) => void report(error)));
      void import('./clipToast.ts').then(({ registerClipToasts }) => {
        const run = async (action: Parameters<JobCommands['run']>[0], job: { readonly id: string }) => {
          try {
            await (await jobs()).run(action, job.id);
          } catch (error) {
            await report(error);
          }
        };
        waiting.dispose();
        listening.add(registerClipToasts(opened, { isShown: isPanelVisible, run, early }));
      });
    }),
    listening,
  );
}
