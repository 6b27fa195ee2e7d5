import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposables.ts';
import type { Session, SessionParts } from './session.ts';
import { isThere } from '../base/stat.ts';

/** The session, opened once at first use, so that an extension nobody uses costs nothing (P10). */
export interface LazySession {
  /** Throws VideoPromptError with a `store.*` code; the next call tries again. */
  open(): Promise<Session>;
  /** The same where an earlier use left a database; else undefined, and nothing is opened. */
  openIfUsed(): Promise<Session | undefined>;
  /** The session, if it is open. */
  readonly current: Session | undefined;
  readonly onDidOpen: vscode.Event<Session>;
  close(): Promise<void>;
}

export function lazySession(parts: SessionParts): LazySession {
  const opened = new vscode.EventEmitter<Session>();
  let opening: Promise<Session> | undefined;
  let current: Session | undefined;
  const open = async () => {
    const { openSession } = await import('./session.ts');
    const session = await openSession(parts);
    current = session;
    opened.fire(session);
    return session;
  };
  const openOnce = async () => {
    opening ??= open();
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    open: openOnce,
    openIfUsed: async () =>
      opening !== undefined || (await wasUsedBefore(parts.context)) ? await openOnce() : undefined,
    get current() {
      return current;
    },
    onDidOpen: opened.event,
    async close() {
      opened.dispose();
      // One that is being opened has to be closed too.
      await opening?.catch(() => undefined);
      await current?.close();
    },
  };
}

/** Calls when a job or a pause has changed, in any window, once the session is open. */
export function onDidChangeJobs(session: LazySession, call: () => void): vscode.Disposable {
  const subscriptions = new DisposableStore();
  const listen = ({ engine }: Session) => {
    subscriptions.add(engine.onDidChangeJob(call), engine.onDidChange(call));
  };
  if (session.current === undefined) subscriptions.add(session.onDidOpen(listen));
  else listen(session.current);
  return subscriptions;
}

/**
 * True where an earlier use left a database: jobs may wait to be resumed. Where only its witness beside the folder is
 * left, the folder was moved away, and that has to be said. Opens nothing.
 */
async function wasUsedBefore({ globalStorageUri }: vscode.ExtensionContext): Promise<boolean> {
  const left = [
    vscode.Uri.joinPath(globalStorageUri, 'video-prompt.db'),
    globalStorageUri.with({ path: `${globalStorageUri.path}.witness` }),
  ];
  for (const uri of left) {
    if (await isThere(uri)) return true;
  }
  return false;
}
