import type * as vscode from 'vscode';
import { isAwaiting } from '../../core/job.ts';
import { commandIds } from '../base/commandIds.ts';
import type { CommandId } from '../base/commandRules.ts';
import { DisposableStore } from '../base/disposables.ts';
import { lazy } from '../base/lazy.ts';
import type { Session } from '../session/session.ts';
import { registerCommand } from '../base/show/commands.ts';
import type { RecordedClip } from '../../shots/recordedClip.ts';
import type { PromptFileParts, PromptFileWork } from './promptFileWork.ts';
import { registerClipMarks } from './registerClipMarks.ts';
import type { ShotStates } from './shotStates.ts';

export interface PromptFiles extends vscode.Disposable {
  readonly states: () => Promise<ShotStates>;
  /** What agents work with. */
  readonly work: () => Promise<Pick<PromptFileWork, 'states' | 'clipFrames'>>;
  /** `current`, or what has changed since; undefined where its shot is not in the file any more. */
  readonly takeState: (take: RecordedClip) => Promise<string | undefined>;
}

/**
 * Rendering of prompt files: commands, marks in the explorer, and frames for jobs that wait for one. What does the work is
 * loaded then.
 */
export function registerPromptFiles(parts: PromptFileParts): PromptFiles {
  const { session, report } = parts;
  const subscriptions = new DisposableStore();
  const work = lazy(async () => {
    const { createPromptFileWork } = await import('./promptFileWork.ts');
    const created = createPromptFileWork(parts, await parts.clips());
    subscriptions.add(created);
    return created;
  });
  const start = (run: (work: PromptFileWork) => void) => {
    work().then(run, report);
  };
  const register = (
    id: CommandId,
    run: (work: PromptFileWork, args: readonly unknown[]) => Promise<unknown>,
  ) => registerCommand(id, async (...args) => await run(await work(), args), report);
  const listen = (opened: Session) => {
    const feed = () => {
      if (opened.engine.active().some(isAwaiting)) start((one) => one.feed(opened));
    };
    subscriptions.add(opened.engine.onDidChangeJob(feed), opened.engine.onDidChange(feed));
    feed();
  };
  subscriptions.add(
    registerClipMarks(session, work),
    session.onDidOpen(listen),
    register(commandIds.renderPromptFile, (one, args) => one.render(args)),
    register(commandIds.openClip, (one, args) => one.openClip(args)),
    register(commandIds.renderAsRecorded, (one, args) => one.renderAsRecorded(args)),
    register(commandIds.keepTake, (one, args) => one.keepTake(args)),
  );
  return {
    states: async () => (await work()).states,
    work,
    takeState: async (take) => await (await work()).takeState(take),
    dispose() {
      subscriptions.dispose();
    },
  };
}
