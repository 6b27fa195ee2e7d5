import * as vscode from 'vscode';
import type { JobAction } from '../../protocol/panel.ts';
import { commandIds } from '../base/commandIds.ts';
import type { CommandId } from '../base/commandRules.ts';
import type { JobCommands } from './jobCommands.ts';

/** The actions that are commands of a row; the others are buttons of the panel only. */
const commandOf = {
  open: commandIds.openJob,
  reveal: commandIds.revealJob,
  stop: commandIds.stopJob,
  cancel: commandIds.cancelJob,
  resume: commandIds.resumeJob,
  release: commandIds.releaseJob,
  saveAs: commandIds.saveJobAs,
  useAgain: commandIds.useJobAgain,
  extend: commandIds.extendJob,
  remix: commandIds.remixJob,
  copyTaskId: commandIds.copyTaskId,
  copyError: commandIds.copyError,
  forget: commandIds.forgetJob,
  recover: commandIds.recoverJob,
  submitAgain: commandIds.submitJobAgain,
} as const satisfies Readonly<Partial<Record<JobAction, CommandId>>>;

/** The commands of a row in the jobs view. */
export function registerJobCommands(
  register: (id: CommandId, run: (...args: unknown[]) => Promise<void>) => vscode.Disposable,
  commands: () => Promise<JobCommands>,
): vscode.Disposable {
  const actions = Object.entries(commandOf) as [keyof typeof commandOf, CommandId][];
  return vscode.Disposable.from(
    ...actions.map(([action, id]) =>
      register(id, async (row) => {
        if (typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string') {
          await (await commands()).run(action, row.id);
        }
      }),
    ),
  );
}
