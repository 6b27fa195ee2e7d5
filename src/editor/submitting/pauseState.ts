import * as vscode from 'vscode';
import { isPausedByUser } from '../../core/pause.ts';
import { DisposableStore } from '../base/disposables.ts';
import type { LazySession } from '../session/lazySession.ts';

/** Keeps the context keys that *Pause All* and *Resume All* are enabled by. */
export function registerPauseState(session: LazySession): vscode.Disposable {
  const listening = new DisposableStore();
  return vscode.Disposable.from(
    session.onDidOpen(({ engine }) => {
      const tell = () => {
        const pauses = engine.pauses();
        const isPaused = isPausedByUser(pauses);
        void vscode.commands.executeCommand('setContext', 'videoPrompt:paused', isPaused);
        // A key that was refused: its jobs rest too, and may be resumed.
        void vscode.commands.executeCommand(
          'setContext',
          'videoPrompt:keyPaused',
          pauses.length > Number(isPaused),
        );
      };
      listening.add(engine.onDidChange(tell));
      tell();
    }),
    listening,
  );
}
